import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Seat, takeSeat } from '../cli/console.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { call } from '../http/rest/calling.ts';
import { decide, jonas } from '../mcp/people.ts';
import { documentOf } from '../services/attachments/documents.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchFor } from './patches.ts';

let world: World;
let seat: Seat;
beforeAll(async () => {
  world = await startWorld({ settings: { CALL_PATIENCE_SECONDS: '60' } });
  seat = takeSeat({ ADJUTANT_URL: world.url, ADJUTANT_TOKEN: world.tokenOf(world.aurora) });
});
afterAll(async () => {
  seat.close();
  await world.close();
});

async function keep(name: string, content: Uint8Array): Promise<string> {
  const headers = { authorization: `Bearer ${world.tokenOf(world.aurora)}` };
  const response = await fetch(`${world.url}/v1/attachments?name=${name}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(content),
  });
  return ((await response.json()) as { reference: string }).reference;
}
const settled = (run: unknown) =>
  waitFor('the end of the run', async () => {
    const { body } = await call(world, `/v1/runs/${run}`, undefined, { method: 'GET' });
    return body.status !== 'running' && body.status !== 'pending' && body;
  });

describe('over REST', () => {
  it('a Word document becomes a plan', async () => {
    const { status, body } = await call(world, '/v1/planning/make-plan', {
      goal: await keep('tasks.docx', documentOf('tasks.docx')),
    });
    expect([status, body.status]).toEqual([200, 'done']);
    expect(body.text).toMatch(/Plan \d+: Launch of the new shop/);
    expect(body.output).toMatchObject({ tasks: expect.arrayContaining([expect.objectContaining({ name: 'Build' })]) });
  });

  it('a table in a Word document becomes a plan', async () => {
    const goal = await keep('table.docx', documentOf('table.docx'));
    const { body } = await call(world, '/v1/planning/make-plan', { goal });
    expect(body.text).toMatch(/Prototype/);
  });

  it('a PDF becomes a lead, once it is approved', async () => {
    const { body } = await call(world, '/v1/sales/capture-lead', {
      text: await keep('contact.pdf', documentOf('contact.pdf')),
    });
    expect(body.status).toBe('pending');
    await decide(world, await jonas(world), Number(body.run), 'approve');
    expect(await settled(body.run)).toMatchObject({ status: 'done', text: expect.stringMatching(/Whitfield/) });
  });

  it('a patch becomes a merge request, once it is approved, and what was approved is the text itself', async () => {
    const patch = patchFor('cocoa');
    const reference = await keep('fix.patch', Buffer.from(patch));
    const { body } = await call(world, '/v1/coding/apply-patch', { patch: reference, title: 'Sell cocoa' });
    expect(body.status).toBe('pending');
    const { runs } = world.application.services;
    expect((await runs.details(await jonas(world), Number(body.run)))?.calls[0]?.input).toMatchObject({ patch });
    await decide(world, await jonas(world), Number(body.run), 'approve');
    expect(await settled(body.run)).toMatchObject({ status: 'done' });
    expect((await gitlabOf(world).mergeRequests()).map(({ title }) => title)).toContain('Sell cocoa');
  });
});

describe('at the command line', () => {
  it('a Word document becomes a plan', async () => {
    const { exitCode, out } = await seat.run(['planning', 'make-plan', 'goal@docs/tasks.docx'], {
      files: { 'docs/tasks.docx': documentOf('tasks.docx') },
    });
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/Plan \d+: Launch of the new shop/)]);
  });

  it('a card in any encoding becomes a lead that waits', async () => {
    const card = Buffer.from('\ufeffTom Okafor of Borealis Foods, +44 20 7946 0959', 'utf16le');
    const { exitCode, out } = await seat.run(['sales', 'capture-lead', 'text@card.txt', '--no-wait'], {
      files: { 'card.txt': card },
    });
    expect([exitCode, out]).toEqual([3, expect.stringMatching(/approve/i)]);
  });

  it('a patch file becomes a merge request that waits', async () => {
    const { exitCode, out } = await seat.run(['coding', 'apply-patch', 'patch@fix.patch', '--no-wait'], {
      files: { 'fix.patch': patchFor('juice') },
    });
    expect([exitCode, out]).toEqual([3, expect.stringMatching(/approve/i)]);
  });

  it.each<[string, string, Uint8Array, RegExp]>([
    ['a locked file', 'goal@plan.pdf', documentOf('locked.pdf'), /“plan\.pdf” is locked with a password/],
    ['a file for a field that takes text', 'title@plan.docx', documentOf('tasks.docx'), /is no text in UTF-8/],
  ])('says what is wrong with %s', async (_what, field, content, words) => {
    const path = field.slice(field.indexOf('@') + 1);
    const { exitCode, err } = await seat.run(
      ['planning', 'make-plan', 'goal=x', field].filter((word) =>
        field.startsWith('goal') ? word !== 'goal=x' : true,
      ),
      { files: { [path]: content } },
    );
    expect([exitCode, err]).toEqual([expect.any(Number), expect.stringMatching(words)]);
    expect(exitCode).not.toBe(0);
  });
});

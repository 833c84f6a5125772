import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../src/core/index.ts';
import { noteChatFile } from '../../src/services/index.ts';
import { buttonIn, type TeamsPerson, teamsPerson, wordsOf } from '../bot/teams/aurora.ts';
import { findButton, type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { jonas, maria as mariaOf } from '../mcp/people.ts';
import { documentOf } from '../services/attachments/documents.ts';
import { patchFor } from './patches.ts';

let world: World;
let maria: Person;
let teams: TeamsPerson;
beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  teams = await teamsPerson(world, 'Maria');
});
afterAll(() => world.close());

const asBuffer = (content: Uint8Array): Buffer => Buffer.from(content.buffer, content.byteOffset, content.length);

/** Says something in the direct message with the bot in Slack, with files; answers its thread. */
async function sayInSlack(text: string, ...files: (readonly [name: string, content: Uint8Array])[]) {
  const { drive } = world.vendors.slack;
  const { team, user } = maria.where;
  const ids = files.map(([name, content]) => drive.bring({ team, user, name, content: asBuffer(content) }));
  const { id: channel } = drive.openDirect({ team, user });
  const { ts, events } = await drive.message({ team, user, channel, text, files: ids });
  const thread = () => drive.thread(channel, ts);
  return {
    events,
    place: { team, user, channel },
    thread,
    sees: (pattern: RegExp) =>
      waitFor(String(pattern), () => thread().find((message) => pattern.test(JSON.stringify(message)))),
    button: (label: string) => waitFor(`the button ${label}`, () => findButton(thread(), label)),
  };
}
type SlackSaid = Awaited<ReturnType<typeof sayInSlack>>;

async function approveInSlack(said: SlackSaid): Promise<void> {
  const button = await said.button('Approve');
  const answer = await world.vendors.slack.drive.click({ ...said.place, ...button });
  expect(answer.status).toBe(200);
}

const sayInTeams = (text: string, ...files: (readonly [name: string, content: Uint8Array])[]) => {
  const { drive } = world.vendors.teams;
  const ids = files.map(([name, content]) => drive.bring({ name, content: asBuffer(content) }));
  return drive.say({ ...teams.where, text, files: ids });
};
const filesOf = async () => world.application.services.files.readerFor(await jonas(world)).list({ limit: 100 });

describe('in Slack', () => {
  it('a Word document becomes a plan', async () => {
    const said = await sayInSlack('plan', ['tasks.docx', documentOf('tasks.docx')]);
    expect(said.events.map(({ answer }) => answer.status)).toEqual([200]);
    await said.sees(/Plan \d+: Launch of the new shop/);
    await said.sees(/attachment:\d+/);
  });

  it('a PDF becomes a lead, once it is approved', async () => {
    const said = await sayInSlack('sales capture lead from this card', ['contact.pdf', documentOf('contact.pdf')]);
    await approveInSlack(said);
    await said.sees(/Approved by Maria Lindqvist and done/);
  });

  it('a patch file becomes a merge request, once it is approved', async () => {
    const said = await sayInSlack('code apply this patch', ['fix.patch', Buffer.from(patchFor('cocoa'))]);
    await approveInSlack(said);
    await said.sees(/Merge request !\d+ is open/);
  });

  it('a file without words is kept, and it is offered what can be made of it', async () => {
    const said = await sayInSlack('', ['table.docx', documentOf('table.docx')]);
    const answer = await said.sees(/Kept: /);
    expect(JSON.stringify(answer)).toContain('table.docx');
    const { drive } = world.vendors.slack;
    const button = await said.button('Make a plan');
    await drive.click({ ...said.place, ...button });
    const view = await waitFor('the form', () => drive.views(said.place.user).at(-1));
    expect(JSON.stringify(view.payload)).toMatch(/attachment:\d+/);
    const { outcome } = await drive.submitView({ team: said.place.team, user: said.place.user, viewId: view.id });
    expect(outcome).toBe('closed');
    await waitFor('the plan', () =>
      drive
        .channelHistory(said.place.channel)
        .some((root) =>
          drive.thread(said.place.channel, root.ts).some(({ text }) => /Plan \d+: Work packages/.test(text)),
        ),
    );
  });

  it('a message that is told of twice keeps its file once', async () => {
    const before = (await filesOf()).length;
    const content = Buffer.from('Something new to keep, once.');
    await (await sayInSlack('', ['notes.txt', content])).sees(/Kept: /);
    await (await sayInSlack('', ['again.txt', content])).sees(/Kept: /);
    expect((await filesOf()).length).toBe(before + 1);
  });

  it.each<[string, string, Uint8Array, RegExp]>([
    ['a locked file', 'plan.pdf', documentOf('locked.pdf'), /is locked with a password\. Save it without one/],
    ['a broken file', 'plan.docx', documentOf('truncated.docx'), /is broken/],
    ['a scan', 'scan.pdf', documentOf('scan.pdf'), /pictures of pages and no text/],
  ])('%s is told so, and nothing is made of it', async (_what, name, content, words) => {
    const said = await sayInSlack('plan', [name, content]);
    await said.sees(words);
    await said.sees(/not begun, as it rests on what did not come about/);
  });

  it('words and a file for the same field are asked back', async () => {
    const said = await sayInSlack('sales met her at the fair, wants a demo', ['card.pdf', documentOf('contact.pdf')]);
    await said.sees(/your words or \*?card\.pdf\*?, and not both|not both/);
    await said.button('Take the file');
  });

  it('words that take no file are told so, and go on without it', async () => {
    const said = await sayInSlack('show plan 1', ['notes.txt', Buffer.from('Notes of the day.')]);
    await said.sees(/takes no file[\s\S]*notes[\s\S]*Go on without it, or keep it/);
    await said.button('Go on without it');
    await said.button('Keep notes.txt');
  });

  it('two files that could change places are asked back', async () => {
    const said = await sayInSlack('plan', ['a.docx', documentOf('tasks.docx')], ['b.docx', documentOf('table.docx')]);
    await said.sees(/I do not know which of/);
  });

  it('the right that is missing is named', async () => {
    const { drive } = world.vendors.slack;
    const { team } = maria.where;
    drive.setScope({ team, scope: 'files:read', isGranted: false });
    try {
      await (await sayInSlack('', ['later.txt', Buffer.from('words')])).sees(
        /lacks the right to read files \(files:read\)/,
      );
    } finally {
      drive.setScope({ team, scope: 'files:read', isGranted: true });
    }
  });

  it('shows the token to nobody but Slack', async () => {
    const { fetchFile } = world.application.services;
    const { tenant } = await jonas(world);
    const file = { door: 'slack' as const, identity: 'x', name: 'a.txt', bytes: undefined };
    const place = { team: maria.where.team, file: 'F0', url: 'https://evil.example/a.txt' };
    await expect(fetchFile(tenant, { ...file, place }, AbortSignal.timeout(1_000))).rejects.toThrow(/not its own/);
  });

  it('is not fetched where Slack says that it is too large', async () => {
    const { services } = world.application;
    const person = await mariaOf(world);
    const place = { team: maria.where.team, file: 'F0', url: `${world.vendors.url}/files-pri/none/none` };
    const file = { door: 'slack' as const, identity: 'huge', name: 'huge.pdf', bytes: maxFileBytes + 1, place };
    const number = await services.database.withTenant(person.tenant, (tx) => noteChatFile(tx, person, file));
    const reader = services.files.readerFor(person);
    await expect(reader.fetch(number, AbortSignal.timeout(1_000))).rejects.toMatchObject({ code: 'input.too-large' });
    const other = services.files.readerFor(await jonas(world));
    await expect(other.fetch(number, AbortSignal.timeout(1_000))).rejects.toMatchObject({ code: 'file.unknown' });
  });
});

describe('in Teams', () => {
  it('a Word document becomes a plan', async () => {
    expect((await sayInTeams('plan', ['tasks.docx', documentOf('tasks.docx')])).status).toBe(200);
    await teams.sees(/Plan \d+: Launch of the new shop/);
  });

  it('a card becomes a lead that can be approved', async () => {
    const card = Buffer.from('Tom Okafor of Borealis Foods, +44 20 7946 0959');
    await sayInTeams('sales capture lead', ['card.txt', card]);
    await teams.card('Okafor');
  });

  it('a patch file becomes a merge request, once it is approved', async () => {
    await sayInTeams('code apply this patch', ['fix.diff', Buffer.from(patchFor('juice'))]);
    const card = await teams.card('README.md');
    await teams.press(card, 'Approve');
    await teams.sees(/Merge request !\d+ is open/);
  });

  it('a file without words is kept, and it is offered what can be made of it', async () => {
    await sayInTeams('', ['umlauts.docx', documentOf('umlauts.docx')]);
    const message = await waitFor('the answer', () =>
      teams.messages().findLast(({ card }) => wordsOf(card).includes('umlauts.docx') && buttonIn(card, 'Make a plan')),
    );
    const { body } = await teams.press(message, 'Capture a lead');
    expect(JSON.stringify(body)).toMatch(/attachment:\d+/);
  });

  it('a locked file is told so', async () => {
    await sayInTeams('plan', ['secret.pdf', documentOf('locked.pdf')]);
    await teams.sees(/“secret\.pdf” is locked with a password/);
  });

  it('is fetched from Microsoft’s own addresses only', async () => {
    const { fetchFile } = world.application.services;
    const file = { door: 'teams' as const, identity: 'x', name: 'a.txt', bytes: undefined };
    const place = { url: 'https://evil.example/a.txt' };
    await expect(fetchFile('', { ...file, place }, AbortSignal.timeout(1_000))).rejects.toThrow(/not Microsoft’s/);
  });
});

describe('a file of a project', () => {
  it('is nothing to another organisation, in chat as elsewhere', async () => {
    const [file] = await filesOf();
    const stranger = personIn(world, world.borealis, world.borealis.people[0]?.name ?? '');
    await stranger.command(`plan make-plan goal=attachment:${file?.number}`);
    const told = await waitFor('a refusal', () => stranger.whispers().at(-1) ?? stranger.messages().at(-1));
    expect(JSON.stringify(told)).not.toContain(file?.name);
  });
});

describe('who has several projects', () => {
  it('is asked in which one a file belongs, and who is not in it sees nothing of it', async () => {
    const { onboarding, files } = world.application.services;
    const { tenant } = await jonas(world);
    await onboarding.project(tenant, 'aurora/second');
    const found = world.aurora.people.find(({ name }) => name.startsWith('Maria'));
    await onboarding.person(tenant, {
      name: found?.name ?? '',
      email: found?.email ?? '',
      roles: ['manager'],
      subjects: [],
      projects: ['aurora/second'],
    });
    const said = await sayInSlack('', ['second.txt', Buffer.from('Only for the second project.')]);
    await said.sees(/In which of your projects does/);
    const { drive } = world.vendors.slack;
    await drive.click({ ...said.place, ...(await said.button('aurora/second')) });
    const view = await waitFor('the form', () => drive.views(said.place.user).at(-1));
    await drive.submitView({ team: said.place.team, user: said.place.user, viewId: view.id });
    const own = files.readerFor(await mariaOf(world));
    const kept = await waitFor('the file', async () =>
      (await own.list({ limit: 100 })).find(({ name }) => name === 'second.txt'),
    );
    expect(kept.project).toBe('aurora/second');
    expect((await filesOf()).map(({ name }) => name)).not.toContain('second.txt');
    const other = files.readerFor(await jonas(world));
    await expect(other.text(kept.number)).rejects.toMatchObject({ code: 'file.unknown' });
  });
});

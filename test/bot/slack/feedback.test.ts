import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/model.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { engineering, jonas, maria, priya, roots, team, textOf, threadOf } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const drive = () => world.vendors.slack.drive;
const thumbsOf = ({
  blocks = [],
}: Message): { positive_button: { value: string }; negative_button: { value: string } } =>
  JSON.parse(JSON.stringify(blocks)).find(({ type }: { type: string }) => type === 'context_actions')?.elements[0];

/** Asks for something short, and gives its answer. */
async function answered(user: string): Promise<Message> {
  const before = roots(world).length;
  await drive().command({
    team,
    channel: engineering,
    user,
    command: '/adjutant',
    text: 'communications write-report',
  });
  const root = await waitFor('the root', () => roots(world)[before]);
  const [, answer] = await threadOf(world, root, 2);
  if (!answer) throw new Error('no answer');
  return answer;
}
async function press(message: Message, thumb: 'positive_button' | 'negative_button', user: string) {
  const { value } = thumbsOf(message)[thumb];
  return drive().click({ team, user, channel: engineering, messageTs: message.ts, actionId: 'rate', value });
}
async function kept(): Promise<{ rating: string; comment: string; name: string }[]> {
  const { identity, database } = world.application.services;
  const tenant = (await identity.findInstallation('slack', team))?.tenant ?? '';
  return database.withTenant(tenant, (tx) =>
    tx.query(
      'select f.rating, f.comment, p.name from feedback f join people p on p.id = f.person_id order by f.at desc',
    ),
  );
}

describe('an answer in Slack', () => {
  it('can be rated good, which is kept in silence', async () => {
    const answer = await answered(jonas);
    const before = drive().ephemerals(engineering, jonas).length;
    expect(await press(answer, 'positive_button', jonas)).toMatchObject({ status: 200, body: '' });
    expect((await kept())[0]).toEqual({ rating: 'good', comment: '', name: 'Jonas Weber' });
    expect(drive().ephemerals(engineering, jonas)).toHaveLength(before);
    expect(drive().views(jonas)).toEqual([]);
  });

  it('can be rated bad, which is kept at once, and asks why', async () => {
    const answer = await answered(jonas);
    await press(answer, 'negative_button', jonas);
    expect((await kept())[0]).toMatchObject({ rating: 'bad', comment: '' });
    const view = drive().views(jonas).at(-1);
    expect(view?.payload.title).toMatchObject({ text: 'Bad answer' });
    const submit = (value: string) =>
      drive().submitView({ team, user: jonas, viewId: view?.id ?? '', values: { comment: { value } } });
    expect((await submit('x'.repeat(1_001))).outcome).toBe('invalid');
    expect((await submit('My <name> is spelled wrong')).outcome).toBe('closed');
    expect((await kept())[0]).toMatchObject({ rating: 'bad', comment: 'My <name> is spelled wrong' });
  });

  it('keeps the rating of who does not say why', async () => {
    const answer = await answered(maria);
    await press(answer, 'negative_button', maria);
    const view = drive().views(maria).at(-1);
    await drive().submitView({ team, user: maria, viewId: view?.id ?? '', values: {} });
    expect((await kept())[0]).toEqual({ rating: 'bad', comment: '', name: 'Maria Lindqvist' });
  });

  it('is rated once by each, and the latest stands', async () => {
    const answer = await answered(jonas);
    const before = (await kept()).length;
    await Promise.all([press(answer, 'positive_button', jonas), press(answer, 'positive_button', jonas)]);
    await press(answer, 'positive_button', maria);
    await press(answer, 'negative_button', jonas);
    const after = await kept();
    expect(after).toHaveLength(before + 2);
    expect(after[0]).toMatchObject({ name: 'Jonas Weber', rating: 'bad' });
  });

  it('tells who may not see the run, and keeps nothing', async () => {
    const answer = await answered(jonas);
    const before = await kept();
    expect(await press(answer, 'positive_button', priya)).toMatchObject({ status: 200 });
    const told = await waitFor('the refusal', () => drive().ephemerals(engineering, priya).at(-1));
    expect(told.text).toContain('There is no such run that you may see, so you cannot rate its answer');
    expect(await kept()).toEqual(before);
  });

  it('is on record', async () => {
    const { identity, database } = world.application.services;
    const tenant = (await identity.findInstallation('slack', team))?.tenant ?? '';
    const rows = await database.withTenant(tenant, (tx) =>
      tx.query<{ door: string; outcome: string }>(
        "select door, outcome from audit_rows where capability = 'orchestrator.rate-answer'",
      ),
    );
    expect(rows[0]).toEqual({ door: 'slack', outcome: 'done' });
  });

  it('has no thumbs while it is asked for, and carries the run only', async () => {
    const answer = await answered(jonas);
    const [root] = drive().thread(engineering, answer.threadTs ?? '');
    expect(textOf(root as Message)).not.toContain('feedback_buttons');
    expect(Object.keys(JSON.parse(thumbsOf(answer).positive_button.value))).toEqual(['run', 'rating']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { buttonIn, nodesIn, type TeamsPerson, teamsPerson, wordsOf } from './aurora.ts';

let world: World;
let jonas: TeamsPerson;
let maria: TeamsPerson;
let priya: TeamsPerson;
beforeAll(async () => {
  world = await startWorld({ teamsThrottle: { perConversation: [], perTenantASecond: 1_000 } });
  jonas = await teamsPerson(world, 'Jonas', { inChannel: true });
  maria = await teamsPerson(world, 'Maria', { inChannel: true });
  priya = await teamsPerson(world, 'Priya');
});
afterAll(() => world.close());

/** What is answered at once. */
async function answerTo(person: TeamsPerson, text: string, thread?: string) {
  const before = person.messages().length;
  const { id, status } = await person.say(text, thread);
  expect(status).toBe(200);
  const answer = await waitFor('an answer', () =>
    person
      .messages()
      .slice(before)
      .find((each) => each.from === 'bot' && (each.thread === undefined || each.thread === (thread ?? id))),
  );
  return { message: answer, words: wordsOf(answer.card) };
}
const dialogIn = (body: unknown): object => (body as { task: { value: object } }).task.value;
const typedInto = (dialog: object): Record<string, unknown> =>
  Object.fromEntries(
    [...nodesIn(dialog)].flatMap(({ id, value }) => (value === undefined ? [] : [[String(id), value]])),
  );

describe('who says hello', () => {
  it('is greeted by name, with three things to try and the way to all others', async () => {
    const { message, words } = await answerTo(priya, 'hello');
    expect(words).toMatch(/^Hello Priya .*Three things to try:(\n• .*){3}$/s);
    expect(words).not.toContain('/adjutant ');
    const { body } = await priya.press(message, 'Show everything');
    expect(wordsOf(body)).toContain('Write <agent> <what> name=value …');
  });
});

describe('who mistypes', () => {
  it('is shown what was probably meant, with a form that holds what was typed', async () => {
    const { message, words } = await answerTo(jonas, '@Adjutant coding replce-text find=tea replace=coffee');
    expect(words).toContain('Did you mean @Adjutant coding replace-text find=tea replace=coffee?');
    const { body } = await jonas.press(message, 'Replace a text');
    expect(typedInto(dialogIn(body))).toMatchObject({ 'field-find': 'tea', 'field-replace': 'coffee' });
  });

  it('gets no form for what does not fit into one', async () => {
    const { message, words } = await answerTo(jonas, `@Adjutant code replace-text find="${'long '.repeat(2_100)}"`);
    expect(words).toMatch(/still needs replace\..*too long for a form/s);
    expect(buttonIn(message.card, 'Fill in a form')).toBeUndefined();
  });
});

describe('who may not use something', () => {
  it.each(['code replace-text', 'code replace-text fnd=x', 'code replace-text please', 'code apply-patch; risk show'])(
    'is told only that, by “%s”',
    async (text) => {
      const { message, words } = await answerTo(priya, text);
      expect(words).toContain('Your role does not allow this');
      expect(words).not.toContain('replace');
      expect(buttonIn(message.card, 'Fill in a form')).toBeUndefined();
    },
  );

  it('gets no form of it, whoever was offered the button', async () => {
    const data = { msteams: { type: 'task/fetch' }, adjutant: 'form', capability: 'coding.replace-text', args: {} };
    const [message] = priya.messages();
    const { body } = await world.vendors.teams.drive.submit({ ...priya.where, message: message?.id ?? '', data });
    expect(body).toMatchObject({ task: { type: 'message', value: expect.stringContaining('does not allow this') } });
  });
});

describe('undo', () => {
  async function made(find: string, replace: string): Promise<void> {
    await jonas.say(`@Adjutant code replace-text find="${find}" replace="${replace}"`);
    await maria.press(await maria.card(replace), 'Approve');
    await maria.card(replace, 'Undo');
  }

  it('shows the latest of one’s own that can be undone, and takes back the one that is chosen', async () => {
    await made('555-0100', '555-0199');
    await made('tea', 'coffee');
    const { message, words } = await answerTo(jonas, '@Adjutant undo');
    expect(words).toMatch(/latest that can be undone.*1\. .*tea.*2\. .*555-0100/s);
    const { body } = await jonas.press(message, 'Undo 2');
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    await jonas.sees(/555-0199.*Undone by Jonas|Undone by Jonas.*555-0199/s);
    expect(buttonIn(await jonas.card('coffee', 'Undo').then(({ card }) => card), 'Undo')).toBeDefined();
    expect((await answerTo(jonas, '@Adjutant undo')).words).not.toContain('555-0100');
  });

  it('shows nothing of others', async () => {
    const { words } = await answerTo(maria, '@Adjutant undo');
    expect(words).toContain('Nothing that you asked for lately can be undone');
  });
});

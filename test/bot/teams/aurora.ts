import { aadOf, teamsTenant, tenantOf } from '../../../sandbox/teams/index.ts';
import type { Json, Message } from '../../../sandbox/teams/model.ts';
import { waitFor } from '../../harness/wait-for.ts';
import type { World } from '../../harness/world.ts';

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that stands in a card, from the outside in. */
export function* nodesIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  if (!isJson(value)) return;
  yield value;
  for (const [name, each] of Object.entries(value)) if (name !== 'fallback') yield* nodesIn(each);
}

/** The words of a card, as they are read. */
export const wordsOf = (card: unknown): string =>
  [...nodesIn(card)]
    .filter(({ type }) => type === 'RichTextBlock')
    .map(({ inlines }) => (Array.isArray(inlines) ? inlines.map(({ text }) => String(text)).join('') : ''))
    .join('\n');

/** The first button of that title which sends something. */
export const buttonIn = (card: unknown, title: string): Json | undefined => {
  const all = [...nodesIn(card)].filter(({ type }) => String(type).startsWith('Action.'));
  const named = all.find((action) => action.title === title);
  if (named?.type !== 'Action.ShowCard') return named;
  return [...nodesIn(named.card)].find(({ type }) => type === 'Action.Execute');
};

/** A person of the sandbox in Teams: in a personal chat, or in the organisation's first channel. */
export async function teamsPerson(world: World, name: string, { organisation = world.aurora, inChannel = false } = {}) {
  const { drive } = world.vendors.teams;
  const person = organisation.people.find((each) => each.name.startsWith(name));
  if (!person) throw new Error(`nobody is called ${name}`);
  const who = { tenant: tenantOf(organisation), user: aadOf(person) };
  const channel = teamsTenant(organisation).channels[0]?.id ?? '';
  const conversation = inChannel ? channel : (await drive.openPersonal(who)).id;
  const where = { ...who, conversation };

  const messages = (): Message[] => drive.messages(conversation);
  const texts = (): string[] => messages().map(({ card, text }) => (card ? wordsOf(card) : text));
  return {
    where,
    messages,
    texts,
    say: (text: string, thread?: string) => drive.say({ ...where, text, thread }),
    sees: (pattern: RegExp) => waitFor(String(pattern), () => texts().find((text) => pattern.test(text))),
    /** The latest message with these words and that button. */
    card: (words: string, title = 'Approve') =>
      waitFor(`a card of ${words} with ${title}`, () =>
        messages().findLast(({ card }) => wordsOf(card).includes(words) && buttonIn(card, title)),
      ),
    press(message: Message, title: string, inputs: Json = {}) {
      const button = buttonIn(message.card, title);
      if (!button) throw new Error(`no button ${title}`);
      const data = { ...(isJson(button.data) ? button.data : {}), ...inputs };
      const pressed = { ...where, message: message.id, data };
      return button.type === 'Action.Execute' ? drive.execute(pressed) : drive.submit(pressed);
    },
  };
}
export type TeamsPerson = Awaited<ReturnType<typeof teamsPerson>>;

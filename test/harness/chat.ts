import type { SandboxOrganisation } from '../../sandbox/organisations.ts';
import type { World } from './build-world.ts';
import { waitFor } from './wait-for.ts';

/** What of a message its buttons are read from, as the sandbox keeps it or as its page gets it. */
interface WithBlocks {
  ts: string;
  blocks?: readonly object[] | undefined;
}
export interface Button {
  messageTs: string;
  actionId: string;
  blockId: string;
  value: string;
}

const field = (value: object, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): object[] => (Array.isArray(value) ? value : []);

/** The first button of that label. */
export function findButton(messages: readonly WithBlocks[], label: string): Button | undefined {
  for (const { ts, blocks = [] } of messages) {
    for (const block of blocks) {
      for (const element of list(field(block, 'elements'))) {
        const shown = field(element, 'text');
        if (typeof shown !== 'object' || shown === null || text(field(shown, 'text')) !== label) continue;
        const [actionId, value] = [text(field(element, 'action_id')), text(field(element, 'value'))];
        return { messageTs: ts, actionId, blockId: text(field(block, 'block_id')), value };
      }
    }
  }
  return undefined;
}

/** A person of the sandbox at the keyboard, in the organisation's first channel. */
export function personIn(world: World, organisation: SandboxOrganisation, name: string) {
  const { drive } = world.vendors.slack;
  const { team, channels } = organisation.slack;
  const channel = channels[0]?.id ?? '';
  const user = organisation.people.find((person) => person.name.startsWith(name))?.slack ?? '';
  const where = { team, channel, user };

  /** All that the channel shows, each thread below its root. */
  const messages = () => drive.channelHistory(channel).flatMap(({ ts }) => drive.thread(channel, ts));
  const texts = (): string[] => messages().map((message) => message.text);
  const shownWith = ({ ts, text: shown }: { ts: string; text: string }): string => `${ts} ${shown}`;
  const shownBefore = new Set(messages().map(shownWith));
  const isNew = (pattern: RegExp) => (): boolean =>
    messages().some((message) => pattern.test(message.text) && !shownBefore.has(shownWith(message)));
  const button = (label: string, among = messages()) => findButton(among, label);
  const cardOf = (title: string, label: string): Button | undefined => {
    const card = messages().find((message) => message.text.includes(title) && button(label, [message]));
    return card && button(label, [card]);
  };
  return {
    where,
    messages,
    texts,
    command: (line: string) => drive.command({ ...where, command: '/adjutant', text: line }),
    whispers: () => drive.ephemerals(channel, user),
    /** Waits for what the channel did not show yet when this person sat down. */
    sees: (pattern: RegExp) => waitFor(String(pattern), isNew(pattern)),
    /** The card of the given title that can be approved. */
    card: (title: string, label = 'Approve') => waitFor(`a card of ${title}`, () => cardOf(title, label)),
    hasCard: (title: string, label = 'Approve'): boolean => cardOf(title, label) !== undefined,
    press: (pressed: Button) => drive.click({ ...where, ...pressed }),
  };
}
export type Person = ReturnType<typeof personIn>;

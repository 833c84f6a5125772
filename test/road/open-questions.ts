import { bot, engineering, team } from '../bot/slack/aurora.ts';
import { teamsPerson, wordsOf } from '../bot/teams/aurora.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import type { World } from '../harness/world.ts';

interface Shown {
  id: string;
  text: string;
}

/** A place where somebody talks with the bot, the same in every chat. */
export interface Talk {
  /** Others of the team are there, too. */
  isShared: boolean;
  /** Says it, and resolves to what names the thread. */
  say(text: string, thread?: string): Promise<string>;
  /** All that the bot said there. */
  shown(): Shown[];
}

/** A channel of Slack, where the bot is mentioned. */
export function slackChannel({ vendors }: World, user: string, { mentions = true } = {}): Talk {
  const { drive } = vendors.slack;
  const where = { team, channel: engineering, user };
  return {
    isShared: true,
    async say(text, thread) {
      const said = mentions ? `<@${bot}> ${text}` : text;
      const { ts } = await drive.message({ ...where, text: said, ...(thread ? { threadTs: thread } : {}) });
      return thread ?? ts;
    },
    shown: () => slackShown(drive.channelHistory(engineering).flatMap(({ ts }) => drive.thread(engineering, ts))),
  };
}

type SlackShown = ReturnType<World['vendors']['slack']['drive']['channelHistory']>;
const slackShown = (messages: SlackShown): Shown[] =>
  messages
    .filter(({ byBot }) => byBot)
    .map(({ ts, text, blocks = [] }) => ({ id: ts, text: `${text}\n${shownIn(blocks)}` }));

export function slackDirect({ vendors }: World, user: string): Talk {
  const { drive } = vendors.slack;
  const { id: channel } = drive.openDirect({ team, user });
  return {
    isShared: false,
    async say(text, thread) {
      const { ts } = await drive.message({ team, channel, user, text, ...(thread ? { threadTs: thread } : {}) });
      return thread ?? ts;
    },
    shown: () => slackShown(drive.channelHistory(channel).flatMap(({ ts }) => drive.thread(channel, ts))),
  };
}

export async function teamsTalk(world: World, name: string, { inChannel = false } = {}): Promise<Talk> {
  const person = await teamsPerson(world, name, { inChannel });
  return {
    isShared: inChannel,
    async say(text, thread) {
      const { id } = await person.say(inChannel ? `@Adjutant ${text}` : text, thread);
      return thread ?? id;
    },
    shown: () => person.messages().map(({ id, card, text }) => ({ id, text: card ? wordsOf(card) : text })),
  };
}

/** Says something, and resolves to what the bot showed since, once some of it is like that. */
export async function ask(talk: Talk, words: string, pattern: RegExp, thread?: string) {
  const keyOf = ({ id, text }: Shown): string => `${id} ${text}`;
  const before = new Set(talk.shown().map(keyOf));
  const root = await talk.say(words, thread);
  const fresh = (): string[] =>
    talk
      .shown()
      .filter((each) => !before.has(keyOf(each)))
      .map(({ text }) => text);
  const text = await waitFor(`${pattern} after “${words.slice(0, 80)}”`, () =>
    fresh().find((each) => pattern.test(each)),
  );
  return { root, text, fresh };
}

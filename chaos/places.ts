import { z } from 'zod';
import { cardButtons, everythingIn } from '../sandbox/judging/card-buttons.ts';
import type { SandboxOrganisation, SandboxPerson } from '../sandbox/organisations.ts';
import { aadOf, tenantOf } from '../sandbox/teams/index.ts';
import { buttonIn, wordsOf } from '../test/bot/teams/aurora.ts';
import { get, post } from './wire.ts';

/** A message as a person sees it. */
export interface Shown {
  words: string;
  /** Presses “Approve”, where it can be pressed. */
  approve: (() => Promise<unknown>) | undefined;
}
/** Where somebody asks and reads. */
export interface Place {
  name: string;
  /** Whether the product took it, for certain. */
  say(text: string): Promise<boolean>;
  look(): Promise<Shown[]>;
}

const slackMessage = z.looseObject({
  ts: z.string(),
  text: z.string(),
  blocks: z.array(z.looseObject({})).optional(),
});
const slackState = z.object({ messages: z.array(slackMessage) });
const teamsState = z.object({
  messages: z.array(z.looseObject({ id: z.string(), card: z.looseObject({}).optional() })),
});
const answered = z.looseObject({ status: z.number() });
const isTaken = (answer: unknown): boolean => {
  const { status } = answered.parse(answer);
  return status >= 200 && status < 300;
};

/** A channel, or what somebody has with the bot alone. */
export function slackPlace(
  vendors: string,
  { slack: { team, channels } }: SandboxOrganisation,
  { name, slack: user }: SandboxPerson,
  isDirect = false,
): Place {
  const channel = isDirect ? `D${user.slice(1)}` : (channels.find(({ hasBot }) => hasBot)?.id ?? '');
  const who = { team, user, channel };
  return {
    name: `${name} in Slack${isDirect ? ', alone' : ''}`,
    say: async (text) => isTaken(await post(`${vendors}/chat/command`, { ...who, command: '/adjutant', text })),
    async look() {
      const state = slackState.parse(await get(`${vendors}/chat/state?${new URLSearchParams(who)}`));
      return state.messages.map((message) => {
        const button = cardButtons([message]).find(({ verdict }) => verdict === 'approve');
        const press = button && (() => post(`${vendors}/chat/click`, { ...who, ...button }));
        return { words: everythingIn(message), approve: press };
      });
    },
  };
}

export async function teamsPlace(
  vendors: string,
  organisation: SandboxOrganisation,
  person: SandboxPerson,
): Promise<Place> {
  const who = { tenant: tenantOf(organisation), user: aadOf(person) };
  const chat = z.looseObject({ id: z.string() }).parse(await post(`${vendors}/teams/chat/personal`, who));
  const where = { ...who, conversation: chat.id };
  return {
    name: `${person.name} in Teams`,
    say: async (text) => isTaken(await post(`${vendors}/teams/chat/say`, { ...where, text })),
    async look() {
      const state = teamsState.parse(await get(`${vendors}/teams/chat/state?${new URLSearchParams(where)}`));
      return state.messages.map(({ id, card }) => {
        const data = buttonIn(card, 'Approve')?.data;
        const press = data ? () => post(`${vendors}/teams/chat/execute`, { ...where, message: id, data }) : undefined;
        return { words: wordsOf(card), approve: press };
      });
    },
  };
}

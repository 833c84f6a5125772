import { setTimeout } from 'node:timers/promises';
import { organisations, type SandboxOrganisation, type SandboxPerson } from '../sandbox/organisations.ts';
import { callTool } from './mcp.ts';
import { type Place, slackPlace, teamsPlace } from './places.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** What the vendors have once more when a request is done. */
export type Wanted = Readonly<Record<string, number>>;
export interface Asked {
  /** Stands in the request and in its card, and nowhere else. */
  mark: string;
  door: string;
  /** Where its card is shown. */
  place: Place;
  wanted: Wanted;
  /** The product said that it took it. Otherwise it may have come in or not, but never twice. */
  isTaken: boolean;
}
type Ask = (mark: string) => Promise<Asked>;

const lead: Wanted = { leads: 1, tasks: 1 };
const mergeRequest: Wanted = { branches: 1, commits: 1, mergeRequests: 1 };
const leadWords = (mark: string): string => `lead Dana Ortiz from Acme GmbH, ${mark}@acme.example, wants a demo`;
const changeWords = (mark: string): string =>
  `code replace-text find=tea replace="tea and ${mark}" title="Sell ${mark}"`;
/** A broken connection says nothing. */
const taken = (said: Promise<boolean>): Promise<boolean> => said.catch(() => false);

const chat =
  (door: string, place: Place, words: (mark: string) => string, wanted: Wanted): Ask =>
  async (mark) => ({ mark, door, place, wanted, isTaken: await taken(place.say(words(mark))) });

const ide =
  (stage: Stage, { key, gitlab }: SandboxOrganisation, place: Place): Ask =>
  async (mark) => {
    const args = {
      project: gitlab.projects[0] ?? '',
      find: 'tea',
      replace: `tea and ${mark}`,
      title: `Sell ${mark}`,
    };
    const called = callTool({ url: stage.webUrl, token: stage.tokenOf(key), tool: 'coding_replace-text', args, mark });
    return { mark, door: 'mcp', place, wanted: mergeRequest, isTaken: await taken(called) };
  };

const personOf = ({ people }: SandboxOrganisation, role: SandboxPerson['role']): SandboxPerson => {
  const found = people.find((person) => person.role === role);
  if (!found) throw new Error(`nobody is a ${role}`);
  return found;
};

async function asksOf(stage: Stage, organisation: SandboxOrganisation): Promise<Ask[]> {
  const { vendorsUrl } = stage;
  const developer = personOf(organisation, 'developer');
  const slack = slackPlace(vendorsUrl, organisation, developer);
  const teams = await teamsPlace(vendorsUrl, organisation, personOf(organisation, 'manager'));
  return [
    chat('slack', slack, leadWords, lead),
    chat('slack', slack, changeWords, mergeRequest),
    chat('teams', teams, leadWords, lead),
    ide(stage, organisation, slackPlace(vendorsUrl, organisation, developer, true)),
  ];
}

/** All ways in which the people of all organisations ask. */
export const openTraffic = async (stage: Stage): Promise<Ask[]> =>
  (await Promise.all(organisations.map((each) => asksOf(stage, each)))).flat();

/** Asks in every way, spread over the time. */
export function ask(asks: readonly Ask[], prefix: string, random: Random, overMs: number): Promise<Asked[]> {
  const planned = asks.map((each, index) => ({ each, mark: `${prefix}n${index}x`, atMs: random.between(0, overMs) }));
  return Promise.all(
    planned.map(async ({ each, mark, atMs }) => {
      await setTimeout(atMs);
      return each(mark);
    }),
  );
}

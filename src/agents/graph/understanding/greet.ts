import {
  type Agent,
  countOf,
  isGreeting,
  isPermitted,
  type Principal,
  purpose,
  type Registry,
  typedTo,
} from '../../../core/index.ts';

const triedAtMost = 3;
/** With more words behind it, a greeting may be the beginning of a request. */
const fewWords = 3;

/** Whether somebody only says hello, or asks what there is to say. */
export const isOnlyGreeting = (registry: Registry, words: string): boolean =>
  countOf(words) <= fewWords && isGreeting(registry, words);

/** What can be typed to an agent by who may use it. */
function firstWordsTo(agent: Agent, principal: Principal): string[] {
  const { name, takesWords, capabilities } = agent;
  const takes = capabilities.find((each) => each.name === `${name}.${takesWords}`);
  if (!takes || takes.effect === 'ask' || !isPermitted(principal, takes.permission)) return [];
  return takes.examples
    .map(({ says }) => says)
    .filter((says) => !says.includes('\n'))
    .slice(0, 1)
    .map((says) => `“${typedTo(agent, says)}”`);
}

/** For who says hello where no buttons can be shown: what it is for, and what to begin with. */
export function greetingFor({ agents }: Registry, principal: Principal): string {
  const tasks = agents.flatMap((agent) => firstWordsTo(agent, principal)).slice(0, triedAtMost);
  return [
    `Hello ${principal.name}! ${purpose}`,
    ...(tasks.length > 0 ? ['You can say, for example:', ...tasks] : []),
  ].join('\n');
}

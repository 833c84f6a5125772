import { type Agent, type Capability, type Principal, typedTo } from '../../core/index.ts';

export const prefix = '/adjutant';
const valueMax = 80;

type Example = Capability['examples'][number];

export const commandOf = ({ name }: Capability): string => `${prefix} ${name.replace('.', ' ')}`;

function shownValue(value: unknown): string {
  const text = String(value);
  if (text.includes('\n') || text.length > valueMax) return '…';
  return /^[^\s"'“”‘’]+$/.test(text) ? text : `"${text.replace(/(["\\])/g, '\\$1')}"`;
}

/** An example with every value named, with a project that the person has. */
export function namedExample(capability: Capability, { input }: Example, { projects }: Principal): string {
  const [own] = projects;
  const values = 'project' in input && own !== undefined ? { ...input, project: own } : input;
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${shownValue(value)}`);
  return [commandOf(capability), ...pairs].join(' ');
}

/** The same in words, as they are typed to its agent. */
export function spokenExample(agent: Agent, { says, input }: Example, { projects }: Principal): string {
  const { project } = input as { project?: unknown };
  const [own] = projects;
  const words = typeof project === 'string' && own !== undefined ? says.replaceAll(project, own) : says;
  return `${prefix} ${typedTo(agent, words)}`;
}

/** What is pasted into a form cannot be said. */
const canBeSaid = ({ input }: Example): boolean =>
  Object.values(input as Record<string, unknown>).every((value) => !String(value).includes('\n'));

/** What can be said to an agent: to the capability that takes free words, else to the first that can be asked for in words. */
export function firstWords(agent: Agent, principal: Principal): string | undefined {
  const { name, takesWords, capabilities } = agent;
  const takes = capabilities.filter((each) => each.name === `${name}.${takesWords}`);
  const [example] = [...takes, ...capabilities].flatMap(({ examples }) => examples).filter(canBeSaid);
  return example && spokenExample(agent, example, principal);
}

import { type Agent, type Capability, typedTo } from '../../core/index.ts';
import { type ChatDoor, typedAt } from './chat-door.ts';

const valueMax = 80;

type Example = Capability['examples'][number];

/** For whom an example is written: where they type it, and which projects are theirs. */
export interface Typist {
  door: Pick<ChatDoor, 'prefix'>;
  principal: { projects: readonly string[] };
}

export const commandOf = ({ door }: Pick<Typist, 'door'>, { name }: Capability): string =>
  typedAt(door, name.replace('.', ' '));

function shownValue(value: unknown): string {
  const text = String(value);
  if (text.includes('\n') || text.length > valueMax) return '…';
  return /^[^\s"'“”‘’]+$/.test(text) ? text : `"${text.replace(/(["\\])/g, '\\$1')}"`;
}

/** An example with every value named, with a project that the person has. */
export function namedExample(typist: Typist, capability: Capability, { input }: Example): string {
  const [own] = typist.principal.projects;
  const values = 'project' in input && own !== undefined ? { ...input, project: own } : input;
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${shownValue(value)}`);
  return [commandOf(typist, capability), ...pairs].join(' ');
}

/** The same in words, as they are typed to its agent. */
export function spokenExample({ door, principal }: Typist, agent: Agent, { says, input }: Example): string {
  const { project } = input as { project?: unknown };
  const [own] = principal.projects;
  const words = typeof project === 'string' && own !== undefined ? says.replaceAll(project, own) : says;
  return typedAt(door, typedTo(agent, words));
}

/** What is pasted into a form cannot be said. */
const canBeSaid = ({ input }: Example): boolean =>
  Object.values(input as Record<string, unknown>).every((value) => !String(value).includes('\n'));

/** What can be said to an agent: to the capability that takes free words, else to the first that can be asked for in words. */
export function firstWords(typist: Typist, agent: Agent): string | undefined {
  const { name, takesWords, capabilities } = agent;
  const takes = capabilities.filter((each) => each.name === `${name}.${takesWords}`);
  const [example] = [...takes, ...capabilities].flatMap(({ examples }) => examples).filter(canBeSaid);
  return example && spokenExample(typist, agent, example);
}

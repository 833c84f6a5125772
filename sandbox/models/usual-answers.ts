import type { ChatRequest, ChatTool } from './request.ts';
import { proposeEdits } from './usual-edits.ts';

export interface Said {
  text?: string;
  calls?: readonly { tool: string; input?: Record<string, unknown>; arguments?: string }[];
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
/** Said in every request and every description, and so of no tool in particular. */
const common = new Set(
  wordsIn(
    'the and for with that this from into use when it its are was can could would please you your have has all any our what which show make give tell about new',
  ),
);
const stem = (word: string): string => word.replace(/(?:ing|ed|es|s|e)$/, '');
const meaningOf = (text: string): Set<string> =>
  new Set(
    wordsIn(text)
      .filter((word) => !common.has(word))
      .map(stem),
  );

/** A word of the name weighs more than one of the description. */
function scoreOf({ name, description = '' }: ChatTool, asked: ReadonlySet<string>): number {
  const count = (words: ReadonlySet<string>): number => [...words].filter((word) => asked.has(word)).length;
  return 3 * count(meaningOf(name)) + count(meaningOf(description));
}

interface FieldSchema {
  type?: string;
  enum?: string[];
  minimum?: number;
}

/** What the words say for a field: a project’s path, a number, a choice that they name, or all of them. */
function valueFor(name: string, schema: FieldSchema, words: string, projects: readonly string[]): unknown {
  if (name === 'project') return projects.find((project) => words.includes(project)) ?? projects[0];
  if (schema.enum) return schema.enum.find((choice) => words.toLowerCase().includes(choice)) ?? schema.enum[0];
  if (schema.type === 'integer' || schema.type === 'number')
    return Number(/\d+/.exec(words)?.[0] ?? schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  return words;
}

function inputOf({ parameters }: ChatTool, words: string, projects: readonly string[]): Record<string, unknown> {
  const { properties = {}, required = [] } = (parameters ?? {}) as {
    properties?: Record<string, FieldSchema>;
    required?: string[];
  };
  const wanted = Object.keys(properties).filter((name) => required.includes(name) || name === 'project');
  return Object.fromEntries(
    wanted.map((name) => [name, valueFor(name, properties[name] ?? {}, words, projects)] as const),
  );
}

/** The projects that the system's words name: `Projects: a/b, c/d.` */
const projectsIn = ({ messages }: ChatRequest): string[] => {
  const system = messages.find(({ role }) => role === 'system' || role === 'developer')?.content;
  const line = /^Projects: (.+)$/m.exec(typeof system === 'string' ? system : '')?.[1] ?? '';
  return line.match(/[\w.-]+\/[\w./-]*\w/g) ?? [];
};

const leastScore = 3;

function pickTool(request: ChatRequest, words: string): Said {
  const asked = meaningOf(words);
  const [best] = (request.tools ?? [])
    .map((tool) => ({ tool: tool.function, score: scoreOf(tool.function, asked) }))
    .sort((a, b) => b.score - a.score);
  if (!best || best.score < leastScore)
    return { text: 'I am not sure what you would like. Say what to do and with which project, plan or text.' };
  return { calls: [{ tool: best.tool.name, input: inputOf(best.tool, words, projectsIn(request)) }] };
}

/** Without a script: always the same to the same words, and enough to see what a model is for. */
export function usualAnswer(request: ChatRequest): Said {
  const asked = request.messages.findLast(({ role }) => role === 'user')?.content;
  const words = typeof asked === 'string' ? asked : '';
  if (request.tools?.some((tool) => tool.function.name === 'propose_edits')) return proposeEdits(request, words);
  if (request.messages.at(-1)?.role === 'tool') return { text: 'That is what I found; there is nothing more to do.' };
  return pickTool(request, words);
}

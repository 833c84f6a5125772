import { describe, expect, it } from 'vitest';
import { registry } from '../../src/agents/index.ts';
import { asCommand, type Capability, hear, isAppError, readRequest, valuesIn } from '../../src/core/index.ts';

const length = 20_000;
const fills = [
  ...[' ', '\n', '\t', '.', ',', 'and ', 'a=', '"', '“', '(', '[', '7', 'then ', '; ', '🎉', '计', 'please ', '-', '|'],
  ...['by ', 'Ana, ', '3 weeks ', '12月24日 ', 'on Monday '],
].map((fill) => fill.repeat(length / fill.length));

/** In front of real words, in their middle, and between them and a last word, so that no end is an end. */
function around(words: string, fill: string): string[] {
  const middle = words.indexOf(' ', words.length / 2) + 1;
  return [`${fill}${words}`, `${words.slice(0, middle)}${fill}${words.slice(middle)}`, `${words} ${fill}x`];
}

/** What is wrong with the end of it: an answer and a fault with words to it are both good ends. */
function defectOf(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    return isAppError(error) ? undefined : error;
  }
}

const saysOf = ({ examples, name }: Capability): string => examples[0]?.says ?? name.replace(/[.-]/g, ' ');

const textsFor = (capability: Capability): string[] => fills.flatMap((fill) => around(saysOf(capability), fill));

const defectsOf = (texts: readonly string[], reads: readonly ((text: string) => unknown)[]): unknown[] =>
  texts.flatMap((text) => reads.map((read) => defectOf(() => read(text)))).filter((defect) => defect !== undefined);

// The time limit is the check: what is much more than linear takes minutes at this length.
describe.each(registry.agents.map((agent) => [agent.name, agent] as const))(
  'words made to take long, to %s',
  (name, agent) => {
    it('are read or refused by all that it does', { timeout: 60_000 }, () => {
      const defects = agent.capabilities.flatMap((capability) =>
        defectsOf(textsFor(capability), [(text) => capability.fromWords?.(text), (text) => hear(capability, text)]),
      );
      expect(defects).toEqual([]);
    });

    it('are read or refused as a request', { timeout: 60_000 }, () => {
      const [first] = agent.capabilities;
      if (!first) throw new Error('An agent without anything to do.');
      expect(
        defectsOf(textsFor(first), [(text) => readRequest(registry, `${name} ${text}`, { projects: [] })]),
      ).toEqual([]);
    });

    it('are read or refused without its name, and as values of a form', { timeout: 60_000 }, () => {
      const defects = agent.capabilities.flatMap((capability) =>
        defectsOf(textsFor(capability), [
          (text) => valuesIn(capability, text, { projects: [] }),
          (text) => capability.fromSentence?.(text.slice(0, 3_000)),
        ]),
      );
      const [first] = agent.capabilities;
      const free = first ? textsFor(first).map((text) => `could somebody ${text}`) : [];
      expect([...defects, ...defectsOf(free, [(text) => asCommand(registry, text, { projects: [] })])]).toEqual([]);
    });
  },
);

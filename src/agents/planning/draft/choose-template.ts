import { templates } from './templates/index.ts';
import type { Template } from './templates/template.ts';

const compiled = templates.map((template) => ({
  template,
  words: Object.entries(template.words).map(([words, weight]) => ({
    pattern: new RegExp(`\\b(?:${words})s?\\b`, 'i'),
    weight,
  })),
}));

/** A word like “launch” alone says too little about what is launched to be preferred to a plainer one. */
const minScore = 1.5;

/** The usual project that the words of a goal speak for most. */
export function chooseTemplate(goal: string): Template | undefined {
  const scored = compiled.map(({ template, words }) => ({
    template,
    score: words.reduce((sum, { pattern, weight }) => sum + (pattern.test(goal) ? weight : 0), 0),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score >= minScore ? best.template : undefined;
}

export interface Size {
  factor: number;
  /** As the goal says it. */
  word: string;
}

const sizes: readonly (readonly [RegExp, number])[] = [
  [/\b(?:tiny|mini|minimal|one-?page|micro)\b/i, 0.4],
  [/\b(?:small|simple|quick|short|basic|lean|little|lightweight|mvp)\b/i, 0.6],
  [/\b(?:huge|enterprise|company-?wide|worldwide|global|very large)\b/i, 2],
  [/\b(?:large|big|complex|major|extensive|comprehensive)\b/i, 1.5],
];

/** How large the goal sounds, against what is usual. */
export function sizeOf(goal: string): Size {
  for (const [pattern, factor] of sizes) {
    const word = pattern.exec(goal)?.[0];
    if (word !== undefined) return { factor, word: word.toLowerCase() };
  }
  return { factor: 1, word: '' };
}

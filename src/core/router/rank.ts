import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { verbNounOf } from '../words/word-forms.ts';
import { type Classifier, type Sample, train } from './classifier.ts';
import { type Lexicon, lexiconOf } from './concepts.ts';
import { featuresOf } from './features.ts';
import { takesNumbered } from './numbered.ts';
import { otherTalk } from './other-talk.ts';

/** What a request asks for stands at its beginning. */
const maxLength = 500;

export interface Ranked {
  capability: Capability;
  /** How probable it is that the words ask for it, from 0 to 1. */
  probability: number;
}

const sentencesOf = (capability: Capability): string[] => [
  ...(capability.utterances ?? []),
  ...capability.examples.map(({ says }) => says),
  capability.title,
  verbNounOf(capability).replaceAll('-', ' '),
];

interface Router {
  capabilities: readonly Capability[];
  lexicon: Lexicon;
  classify: Classifier;
}

function createRouter(registry: Registry): Router {
  const capabilities = registry.list().filter(({ effect }) => effect !== 'ask');
  const lexicon = lexiconOf(registry.agents.flatMap(({ calls }) => (calls ? [calls] : [])));
  const sample =
    (label: number) =>
    (sentence: string): Sample => ({ label, features: featuresOf(sentence, lexicon) });
  const samples = [
    ...capabilities.flatMap((capability, label) => sentencesOf(capability).map(sample(label))),
    ...otherTalk.map(sample(capabilities.length)),
  ];
  return { capabilities, lexicon, classify: train(samples, capabilities.length + 1) };
}

const known = new WeakMap<Registry, Router>();

/** One for a registry and all that are a part of it, made when it is first asked for. */
function routerOf(registry: Registry): Router {
  const whole = registry.whole ?? registry;
  const router = known.get(whole) ?? createRouter(whole);
  known.set(whole, router);
  return router;
}

/** Makes the router of a registry before somebody waits for it; that takes a good part of a second. */
export const prepareRouter = (registry: Registry): void => {
  routerOf(registry);
};

/** All capabilities of a registry, the one that words ask for most probably first. What is left to 1 is that they ask for none. */
export function rank(registry: Registry, text: string): readonly Ranked[] {
  const { capabilities, lexicon, classify } = routerOf(registry);
  const probabilities = classify(featuresOf(text, lexicon));
  const isThere = new Set(registry.list());
  const takes = takesNumbered(registry.whole ?? registry, text.slice(0, maxLength));
  const found = capabilities.map((capability, label) => ({ capability, probability: probabilities[label] ?? 0 }));
  // What cannot be meant leaves its share to the others.
  const left = 1 - found.reduce((sum, each) => (takes(each.capability) ? sum : sum + each.probability), 0);
  return found
    .filter(({ capability }) => isThere.has(capability))
    .map(({ capability, probability }) => ({ capability, probability: takes(capability) ? probability / left : 0 }))
    .sort((one, other) => other.probability - one.probability);
}

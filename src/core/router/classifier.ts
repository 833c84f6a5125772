/** A sentence by its features, and what it stands for: a number from 0 on. */
export interface Sample {
  label: number;
  features: ReadonlySet<string>;
}

/** How probable each label is for a sentence; they add up to 1. */
export type Classifier = (features: ReadonlySet<string>) => Float64Array;

const rounds = 24;
const firstStep = 2;
/** After so many rounds a step is half as long. */
const halfAfter = 8;
/** How much weights are drawn to 0: without it, words that stand in one sentence only say too much. */
const decay = 0.0003;
const biasRate = 0.1;

/** What each feature says for each label. */
type Weights = ReadonlyMap<string, Float64Array>;

interface Model {
  weights: Weights;
  bias: Float64Array;
}

/** The rows of a sentence's features, and by how much they count: each sentence as much as any other. */
interface Vector {
  rows: readonly Float64Array[];
  scale: number;
}

function vectorOf(weights: Weights, features: ReadonlySet<string>): Vector {
  const rows = [...features].flatMap((each) => weights.get(each) ?? []);
  return { rows, scale: 1 / Math.sqrt(features.size || 1) };
}

function softmax(scores: Float64Array): Float64Array {
  const most = Math.max(...scores);
  const powers = scores.map((each) => Math.exp(each - most));
  const sum = powers.reduce((all, each) => all + each, 0);
  return powers.map((each) => each / sum);
}

const add = (sum: Float64Array, row: Float64Array, scale: number): void => {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (row[at] ?? 0) * scale;
};

function probabilitiesOf(bias: Float64Array, { rows, scale }: Vector): Float64Array {
  const scores = Float64Array.from(bias);
  for (const row of rows) add(scores, row, scale);
  return softmax(scores);
}

/** One step down the slope of the error that a sentence makes. */
function learn({ bias }: Model, vector: Vector, { label, step }: { label: number; step: number }): void {
  const errors = probabilitiesOf(bias, vector).map((each, at) => (at === label ? each - 1 : each) * step);
  for (const row of vector.rows) {
    for (let at = 0; at < row.length; at += 1) {
      row[at] = (row[at] ?? 0) * (1 - decay * step) - (errors[at] ?? 0) * vector.scale;
    }
  }
  add(bias, errors, -biasRate);
}

/** Labels with few sentences count nearly as much as those with many. */
function sharesOf(samples: readonly Sample[], labels: number): number[] {
  const sizes = new Array<number>(labels).fill(0);
  for (const { label } of samples) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes.map((size) => Math.sqrt(samples.length / labels / (size || 1)));
}

/** Features of more than one sentence: what stands in a single one tells nothing of others. */
function repeated(samples: readonly Sample[]): string[] {
  const counts = new Map<string, number>();
  for (const each of samples.flatMap(({ features }) => [...features])) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].flatMap(([each, count]) => (count > 1 ? [each] : []));
}

/**
 * Multinomial logistic regression over sets of features, by gradient descent in a fixed order, so that the same sentences always
 * give the same classifier (Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.4).
 */
export function train(samples: readonly Sample[], labels: number): Classifier {
  const weights = new Map(repeated(samples).map((each) => [each, new Float64Array(labels)]));
  const model = { weights, bias: new Float64Array(labels) };
  const shares = sharesOf(samples, labels);
  const vectors = samples.map(({ label, features }) => ({ label, vector: vectorOf(weights, features) }));
  for (let round = 0; round < rounds; round += 1) {
    const step = firstStep / (1 + round / halfAfter);
    for (const { label, vector } of vectors) learn(model, vector, { label, step: step * (shares[label] ?? 1) });
  }
  return (features) => probabilitiesOf(model.bias, vectorOf(weights, features));
}

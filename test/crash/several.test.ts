import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepository } from '../harness/repository.ts';
import { removeProduct } from './started-product.ts';
import { tell } from './story.ts';
import type { Seen, Tale } from './tales.ts';

const answersIn = ({ channels }: Seen) =>
  (channels.engineering ?? []).filter(({ text }) => /Make a plan[\s\S]*Plan \d+/.test(text));

/** A plan is ready at once, and what stands beside it waits for an approval. */
const tale: Tale = {
  before: [],
  command: 'plan Design: 3d\nBuild: 5d after Design; code replace-text find=tea replace=coffee paths=README.md',
  title: 'Make a plan*, *Replace a text',
  once: { branches: 1, mergeRequests: 1, answers: 1, whole: 1 },
  count: (seen) => ({
    branches: seen.effects.gitlab?.branches ?? 0,
    mergeRequests: seen.effects.gitlab?.mergeRequests ?? 0,
    answers: answersIn(seen).length,
    whole: answersIn(seen).filter(({ text }) => /Plan 1\b[\s\S]*Merge request !\d+ is open/.test(text)).length,
  }),
  doubtful: {},
};

async function live(killAt: string): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-crash-'));
  try {
    return (await tell({ tale, folder, repository: makeRepository(join(folder, 'source')), killAt })).count;
  } finally {
    await removeProduct(folder);
  }
}

const limitMs = 400_000;

describe('kill -9 while one call waits and another is ready', () => {
  it.each(['run.accepted:1', 'run.checkpointed:1'])(
    'at %s: the plan is made once, and one answer tells all',
    async (killAt) => expect(await live(killAt)).toEqual(tale.once),
    limitMs,
  );

  // What is posted just when it is killed, and not noted yet, is posted again.
  it.each(['effect.decided:1', 'effect.settled:1', 'run.answered:1'])(
    'at %s: the plan is made once, and the answer is made whole',
    async (killAt) => expect(await live(killAt)).toMatchObject({ branches: 1, mergeRequests: 1, whole: 1 }),
    limitMs,
  );
});

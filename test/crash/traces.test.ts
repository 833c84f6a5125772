import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startCollector } from '../harness/collector.ts';
import { makeRepository } from '../harness/repository.ts';
import { removeProduct } from './started-product.ts';
import { tell } from './story.ts';
import { tales } from './tales.ts';

const limitMs = 400_000;

it(
  'kill -9 while an effect is sent: another process goes on with the same trace',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adjutant-crash-'));
    const collector = await startCollector();
    try {
      const tale = tales['merge request'];
      const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '1' };
      const repository = makeRepository(join(folder, 'source'));
      const { count } = await tell({ tale, folder, repository, killAt: 'effect.after-call:1', settings });
      expect(count).toEqual(tale.once);
    } finally {
      await removeProduct(folder);
      await collector.close();
    }
    const of = (name: string) => collector.spans.filter((span) => span.name === name);
    const [accepted] = of('accept run');
    const after = [...of('decide effect'), ...of('send effect'), ...of('process run')];
    // Who was killed told nothing of what it was at; who took over did.
    expect(new Set(after.map(({ name }) => name)).size).toBe(3);
    expect(of('send effect').map(({ attributes }) => attributes['adjutant.attempts'])).toEqual([2]);
    for (const { name, trace, parent } of after) {
      expect({ name, trace, parent }).toEqual({ name, trace: accepted?.trace, parent: accepted?.id });
    }
  },
  limitMs,
);

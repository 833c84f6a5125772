import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError, type Log, noTracer } from '../../../src/core/index.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { freePort } from '../../../src/platform/free-port.ts';
import { createLog } from '../../../src/platform/log.ts';
import { openTracer } from '../../../src/platform/tracing/open-tracer.ts';
import type { OpenTracer } from '../../../src/platform/tracing/running-tracer.ts';
import { type Collector, startCollector } from '../../harness/collector.ts';
import { waitFor } from '../../harness/wait-for.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const silent = createLog('silent');

async function collected(settings: Record<string, string> = {}): Promise<OpenTracer & { collector: Collector }> {
  const collector = await startCollector();
  closing.push(collector.close);
  const config = loadConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_BSP_SCHEDULE_DELAY: '10',
    ...settings,
  });
  return { ...(await openTracer(config, () => silent)), collector };
}

describe('tracing', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing is set', {}],
    ['it is disabled', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }],
    ['nothing is sampled', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_SAMPLER: 'always_off' }],
  ])('is off when %s', async (_when, settings) => {
    expect((await openTracer(loadConfig(settings), () => silent)).tracer).toBe(noTracer);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['loads no SDK when it is off', {}, false],
    ['loads it when it is on', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, true],
  ])('%s', async (_what, settings, isLoaded) => {
    const root = new URL('../../../src/', import.meta.url).href;
    const script = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ resolve: (name, context, next) => { const found = next(name, context); seen.push(found.url); return found; } });
      await import('${root}main.ts');
      const { loadConfig } = await import('${root}platform/config.ts');
      const { openTracer } = await import('${root}platform/tracing/open-tracer.ts');
      await openTracer(loadConfig(${JSON.stringify(settings)}), () => { throw new Error('nothing to say'); });
      process.stdout.write(String(seen.some((url) => /@opentelemetry\\/(sdk-trace|exporter|resources|otlp)/.test(url))));
      process.exit(0);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe(String(isLoaded));
  });

  it('puts a span below what runs, or below what was kept', async () => {
    const { tracer, close, collector } = await collected();
    const kept = await tracer.span({ name: 'outer', kind: 'server' }, async () => {
      await tracer.span(
        { name: 'inner', attributes: { 'adjutant.attempts': 2, 'adjutant.step': undefined } },
        async () => undefined,
      );
      return tracer.current();
    });
    await tracer.span({ name: 'later', parent: kept }, async () => undefined);
    await close();
    const of = (name: string) => collector.spans.find((span) => span.name === name);
    expect(of('inner')).toMatchObject({ parent: of('outer')?.id, attributes: { 'adjutant.attempts': 2 } });
    expect(of('later')).toMatchObject({ parent: of('outer')?.id, trace: of('outer')?.trace });
    expect(new Set(collector.spans.map(({ trace }) => trace)).size).toBe(1);
    expect(tracer.current()).toBeUndefined();
  });

  it.each(['nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${'A'.repeat(32)}-00f067aa0ba902b7-01`])(
    'begins anew where a parent is %s',
    async (parent) => {
      const { tracer, close, collector } = await collected();
      await tracer.span({ name: 'own', parent }, async () => undefined);
      await close();
      expect(collector.spans[0]?.parent).toBeUndefined();
    },
  );

  it('tells of an error only its kind', async () => {
    const { tracer, close, collector } = await collected();
    const secret = new AppError('upstream.refused', 'the password is hunter2');
    await expect(tracer.span({ name: 'refused' }, () => Promise.reject(secret))).rejects.toBe(secret);
    await expect(tracer.span({ name: 'broken' }, () => Promise.reject(new TypeError('hunter2')))).rejects.toThrow();
    await close();
    expect(collector.spans.map(({ attributes, status }) => [attributes['error.type'], status])).toEqual([
      ['upstream.refused', 2],
      ['TypeError', 2],
    ]);
    expect(JSON.stringify(collector.requests)).not.toContain('hunter2');
  });

  it.each([
    ['parentbased_traceidratio', '0', '01', 1],
    ['parentbased_always_on', '1', '00', 0],
    ['traceidratio', '0', '01', 0],
  ])('with %s of %s takes a parent’s flag %s as it is meant', async (sampler, share, flag, count) => {
    const { tracer, close, collector } = await collected({
      OTEL_TRACES_SAMPLER: sampler,
      OTEL_TRACES_SAMPLER_ARG: share,
    });
    await tracer.span({ name: 'x', parent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flag}` }, async () => undefined);
    await close();
    expect(collector.spans).toHaveLength(count);
  });

  it('writes the trace into each line of the log', async () => {
    const { tracer, logFields } = await collected();
    const stream = new PassThrough();
    const log = createLog('info', stream, logFields);
    const trace = await tracer.span({ name: 'x' }, async () => {
      log.info({}, 'within');
      return tracer.current();
    });
    log.info({}, 'without');
    const [within, without] = String(stream.read())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(trace).toContain(within.trace_id);
    expect(within.span_id).toMatch(/^[\da-f]{16}$/);
    expect(without).not.toHaveProperty('trace_id');
  });

  it('harms nobody while the collector is down, says so once, and again when it is back', async () => {
    const events: string[] = [];
    const keep = (_fields: object, event: string): void => void events.push(event);
    const log: Log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };
    const port = await freePort();
    const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_BSP_SCHEDULE_DELAY: '10' };
    const { tracer, close } = await openTracer(loadConfig(settings), () => log);
    const once = (): Promise<string> => tracer.span({ name: 'x' }, async () => 'done');
    expect(await once()).toBe('done');
    await waitFor('the loss to be said', () => events.length === 1, 30_000);
    expect(await once()).toBe('done');
    const collector = await startCollector(port);
    closing.push(collector.close);
    await waitFor('traces', async () => (await once()) && collector.spans.length > 0, 30_000);
    await close();
    expect(events).toEqual(['traces not taken by the collector', 'traces taken by the collector again']);
  });
});

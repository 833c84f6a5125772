import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../core/index.ts';

export interface Metrics {
  meter: Meter;
  /** Asked for at each reading, such as how many wait in a queue. */
  gauge(name: string, help: string, label: string, read: () => Promise<Readonly<Record<string, number>>>): void;
  contentType: string;
  /** All of it, in the text format of Prometheus. */
  text(): Promise<string>;
}

/** In seconds: from what is answered at once to what a vendor keeps waiting. */
const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** Figures of this process, for Prometheus and what reads its format. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram({ name, help, labelNames, buckets, registers });
  const requests = histogram('adjutant_request_seconds', 'Requests at the doors', ['door', 'status']);
  const calls = histogram('adjutant_vendor_call_seconds', 'Operations at vendors', ['vendor', 'operation', 'outcome']);
  const runs = histogram('adjutant_run_turn_seconds', 'Turns of runs', ['outcome']);
  const effects = new Counter({
    name: 'adjutant_effects_total',
    help: 'Effects that were sent, by what became of them',
    labelNames: ['capability', 'outcome'],
    registers,
  });
  const cacheReads = new Counter({
    name: 'adjutant_cache_reads_total',
    help: 'What was looked for in a cache',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const limited = new Counter({
    name: 'adjutant_limited_total',
    help: 'What a limit held back or refused',
    labelNames: ['limit'],
    registers,
  });

  return {
    meter: {
      request: (door, status, seconds) => requests.observe({ door, status: String(status) }, seconds),
      vendorCall: (vendor, operation, outcome, seconds) => calls.observe({ vendor, operation, outcome }, seconds),
      run: (outcome, seconds) => runs.observe({ outcome }, seconds),
      effect: (capability, outcome) => effects.inc({ capability, outcome }),
      cacheRead: (kind, outcome) => cacheReads.inc({ kind, outcome }),
      limited: (limit) => limited.inc({ limit }),
    },
    gauge(name, help, label, read) {
      const gauge = new Gauge({
        name,
        help,
        labelNames: [label],
        registers,
        async collect() {
          for (const [value, count] of Object.entries(await read())) gauge.set({ [label]: value }, count);
        },
      });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

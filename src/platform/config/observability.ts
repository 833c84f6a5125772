import { z } from 'zod';
import { secret } from './kinds.ts';

/** What others see of it: metrics, traces, logs. */
export const observabilitySettings = {
  METRICS_TOKEN: secret
    .optional()
    .describe(
      'Who reads /metrics shows this as a bearer token. Left out: only this machine may read it, without a proxy between.',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Collector of traces, by OTLP over HTTP as JSON; `/v1/traces` is added. Left out: nothing is traced. These are the names of the OpenTelemetry specification.',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: secret
    .optional()
    .describe('Headers for the collector, as `name=value`, separated by commas.'),
  OTEL_SERVICE_NAME: z.string().min(1).default('adjutant').describe('How this service is called in traces.'),
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .default('')
    .describe('What else is said of it there, as `name=value`, separated by commas.'),
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on')
    .describe('Which runs are traced; it is decided when a run is accepted, and holds to its end.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('The share of them, for the samplers with `traceidratio`.'),
  OTEL_BSP_SCHEDULE_DELAY: z.coerce
    .number()
    .int()
    .min(1)
    .max(60_000)
    .default(5_000)
    .describe('Milliseconds after which spans are sent together.'),
  OTEL_SDK_DISABLED: z.stringbool().default(false).describe('`true`: nothing is traced, whatever else is set.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('JSON lines on standard error from this level on.'),
};

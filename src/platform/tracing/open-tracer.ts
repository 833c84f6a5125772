import { type Log, noTracer } from '../../core/index.ts';
import type { Config } from '../config.ts';
import type { OpenTracer } from './running-tracer.ts';

const off: OpenTracer = { tracer: noTracer, logFields: () => ({}), close: async () => undefined };

const isTraced = (config: Config): boolean =>
  config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined &&
  !config.OTEL_SDK_DISABLED &&
  config.OTEL_TRACES_SAMPLER !== 'always_off';

/** The SDK is only loaded where there is a collector. `logOf`: the log, which is made with what is answered here. */
export async function openTracer(config: Config, logOf: () => Log): Promise<OpenTracer> {
  if (!isTraced(config)) return off;
  const { createOtlpTracer } = await import('./otlp-tracer.ts');
  return createOtlpTracer(config, logOf);
}

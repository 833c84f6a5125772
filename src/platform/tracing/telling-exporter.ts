import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../../core/index.ts';

/** Says once that the collector takes nothing, and once that it does again. Whoever is traced notices neither. */
export function tellingExporter(exporter: SpanExporter, logOf: () => Log): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const isFailure = result.error !== undefined || result.code !== 0;
        if (isFailure && !isAway) logOf().warn({ reason: result.error?.message }, 'traces not taken by the collector');
        if (!isFailure && isAway) logOf().info({}, 'traces taken by the collector again');
        isAway = isFailure;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush ? { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() } : {}),
  };
}

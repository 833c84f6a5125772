import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { ATTR_ERROR_TYPE, ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { isAppError, type Log, type SpanAttributes, type SpanRequest, type TraceParent } from '../../core/index.ts';
import type { Config } from '../config.ts';
import type { OpenTracer } from './running-tracer.ts';
import { samplerOf } from './sampler.ts';
import { tellingExporter } from './telling-exporter.ts';

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;
const closeLimitMs = 3_000;
const exportLimitMs = 5_000;
const maxWaiting = 4_096;

const parentPattern = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;
const zeros = /^0+$/;

/** What comes from a row or a header; nothing where it is not well formed. */
function readParent(text: TraceParent | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags = ''] = parentPattern.exec(text ?? '') ?? [];
  if (!traceId || !spanId || zeros.test(traceId) || zeros.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

const writeParent = ({ traceId, spanId, traceFlags }: SpanContext): TraceParent =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

/** `key=value,key=value`, percent-encoded, as the specification has it. */
function pairsOf(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((each) => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(each) ?? [];
    return name === undefined ? [] : [[name, decodeURIComponent(value ?? '')] as const];
  });
  return Object.fromEntries(pairs);
}

const known = (attributes: SpanAttributes): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Of an error only its kind: its message may hold what somebody said. */
function noteError(span: OtelSpan, error: unknown): void {
  const type = isAppError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function createProvider(config: Config, logOf: () => Log): TracerProvider {
  const base = (config.OTEL_EXPORTER_OTLP_ENDPOINT ?? '').replace(/\/+$/, '');
  const exporter = new OTLPTraceExporter({
    url: `${base}/v1/traces`,
    headers: pairsOf(config.OTEL_EXPORTER_OTLP_HEADERS?.reveal() ?? ''),
    timeoutMillis: exportLimitMs,
  });
  return new TracerProvider({
    resource: resourceFromAttributes({
      ...pairsOf(config.OTEL_RESOURCE_ATTRIBUTES),
      [ATTR_SERVICE_NAME]: config.OTEL_SERVICE_NAME,
    }),
    sampler: samplerOf(config),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: tellingExporter(exporter, logOf),
        scheduledDelayMillis: config.OTEL_BSP_SCHEDULE_DELAY,
        exportTimeoutMillis: exportLimitMs,
        maxQueueSize: maxWaiting,
      }),
    ],
  });
}

/**
 * Sends spans to a collector by OTLP over HTTP. Nothing is registered for the whole process: no library traces along, and what is
 * sent is only what is named here.
 */
export function createOtlpTracer(config: Config, logOf: () => Log): OpenTracer {
  const provider = createProvider(config, logOf);
  const tracer = provider.getTracer('adjutant');
  const running = new AsyncLocalStorage<Context>();
  const contextNow = (): SpanContext | undefined => trace.getSpanContext(running.getStore() ?? ROOT_CONTEXT);

  function contextFor(parent: TraceParent | undefined): Context {
    const given = readParent(parent);
    return given ? trace.setSpanContext(ROOT_CONTEXT, given) : (running.getStore() ?? ROOT_CONTEXT);
  }

  async function span<T>(
    { name, kind, parent, attributes = {} }: SpanRequest,
    work: (span: { set(more: SpanAttributes): void }) => Promise<T>,
  ): Promise<T> {
    const context = contextFor(parent);
    const begun = tracer.startSpan(name, { kind: kinds[kind ?? 'internal'], attributes: known(attributes) }, context);
    try {
      return await running.run(trace.setSpan(context, begun), () =>
        work({ set: (more) => void begun.setAttributes(known(more)) }),
      );
    } catch (error) {
      noteError(begun, error);
      throw error;
    } finally {
      begun.end();
    }
  }

  return {
    tracer: {
      span,
      current: () => {
        const now = contextNow();
        return now && writeParent(now);
      },
    },
    logFields: () => {
      const now = contextNow();
      return now ? { trace_id: now.traceId, span_id: now.spanId } : {};
    },
    async close() {
      const over = new AbortController();
      const late = setTimeout(closeLimitMs, undefined, { signal: over.signal }).catch(() => undefined);
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      over.abort();
    },
  };
}

import type express from 'express';
import { noTracer, type Tracer } from '../../core/index.ts';

export interface TraceRequests {
  tracer: Tracer;
  /** Where the door is mounted. */
  door: string;
  /** Only after it is known who calls: a stranger's word about where a request belongs is not taken. */
  honoursCaller: boolean;
}

/** A span for each request that asks for something, until the answer is out or its reader gone. */
export function traceRequests({ tracer, door, honoursCaller }: TraceRequests): express.RequestHandler {
  if (tracer === noTracer) return (_request, _response, next) => next();
  return (request, response, next) => {
    if (request.method !== 'POST') return next();
    const attributes = { 'http.request.method': request.method, 'http.route': door };
    const parent = honoursCaller ? request.get('traceparent') : undefined;
    void tracer.span(
      { name: `${request.method} ${door}`, kind: 'server', parent, attributes },
      (span) =>
        new Promise<void>((resolve) => {
          response.once('close', () => {
            span.set({ 'http.response.status_code': response.statusCode });
            resolve();
          });
          next();
        }),
    );
  };
}

/** Where something belongs in a trace, in the form of W3C's `traceparent` header: so it can be kept in a row, and gone on from. */
export type TraceParent = string;

export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanRequest {
  /** Few and known, such as `send effect`: what differs from one to the next is an attribute. */
  name: string;
  kind?: 'server' | 'client' | 'producer' | 'consumer';
  /** Left out: below what is being traced just now, or a trace of its own. */
  parent?: TraceParent | undefined;
  /** Names, numbers and ids of ours. Never what a person or a vendor said, nor who it was. */
  attributes?: SpanAttributes;
}

export interface Span {
  set(attributes: SpanAttributes): void;
}

/** Tells a collector what took how long, and below what. Costs nothing where nobody collects. */
export interface Tracer {
  /** Ends with the work, and says which kind of error it ended in. */
  span<T>(request: SpanRequest, work: (span: Span) => Promise<T>): Promise<T>;
  /** Where what happens now belongs, for what goes on with it later or elsewhere. */
  current(): TraceParent | undefined;
}

const unseen: Span = { set: () => undefined };

/** Where nobody collects. */
export const noTracer: Tracer = { span: (_request, work) => work(unseen), current: () => undefined };

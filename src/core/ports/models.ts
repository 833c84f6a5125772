/** What a model may call: a name, what it is for, and its input as JSON Schema. */
export interface ModelTool {
  name: string;
  description: string;
  schema: Readonly<Record<string, unknown>>;
}

/** A tool that the model wants to be called. What it gives as input is text from outside: nobody has checked it yet. */
export interface ModelToolCall {
  id: string;
  tool: string;
  input: unknown;
  /** Why what it wrote cannot even be read as an input. */
  fault?: string | undefined;
}

export type ModelMessage =
  | { from: 'asker'; text: string }
  | { from: 'model'; text: string; calls: readonly ModelToolCall[] }
  /** What a tool came to. */
  | { from: 'tool'; call: string; text: string };

/** A versioned template, filled in. */
export interface Prompt {
  name: string;
  version: number;
  text: string;
}

export interface ModelRequest {
  prompt: Prompt;
  messages: readonly ModelMessage[];
  tools: readonly ModelTool[];
  /** It has to answer by this tool. */
  mustCall?: string;
}

export interface ModelAnswer {
  text: string;
  calls: readonly ModelToolCall[];
}

/**
 * A language model, for one step of one run. The same request is asked once in a step: asked again after a crash, it gets the
 * answer that was kept. Throws `upstream.…` when there is no answer that could be used.
 */
export interface Model {
  ask(request: ModelRequest): Promise<ModelAnswer>;
}

/** Whoever is asked: what they answered, and what it took. */
export interface ModelReply extends ModelAnswer {
  tokensIn: number;
  tokensOut: number;
}
export interface ModelVendor {
  /** As the vendor calls it. */
  name: string;
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
}

import { type CallToolResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type CallingDoor, imagesOf, look, type Request, startRun, tell, textOf } from '../calling/index.ts';
import { AppError, type Capability, isAppError, type Log, type Reply } from '../core/index.ts';
import type { Services } from '../services/index.ts';
import { type Catalogue, catalogueText, searchInput } from './catalogue.ts';
import { runNames } from './names.ts';
import { parseOwn } from './own-input.ts';
import { callInput, callTool, findTool, type Toolbox } from './tools.ts';

/** A call of a tool, before it is known what it calls. */
export interface Call extends Omit<Request, 'capability'> {
  tool: string;
}

export interface CallOptions {
  services: Services;
  door: CallingDoor;
  toolbox: Toolbox;
  catalogue: Catalogue;
  log: Log;
}

const failure = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

/** Text, and pictures after it. */
async function contentOf({ services, log }: CallOptions, text: string, pictures: Reply['pictures']) {
  const images = await imagesOf(services, pictures, log);
  return [
    { type: 'text' as const, text },
    ...images.map(({ png }) => ({ type: 'image' as const, data: png, mimeType: 'image/png' })),
  ];
}

/** What a capability that only looks came to. `wrap` makes the structured content of it. */
async function answerLook(
  options: CallOptions,
  request: Request,
  wrap: (output: Record<string, unknown>) => Record<string, unknown>,
): Promise<CallToolResult> {
  const outcome = await look(options.services, request);
  if (outcome.kind === 'refused') return failure(outcome.message);
  if (outcome.kind === 'pending') throw new AppError('internal', `${request.capability.name} looks and yet waits.`);
  const presented = request.capability.present(outcome.output);
  const content = await contentOf(options, textOf(presented), presented.pictures);
  return { content, structuredContent: wrap(outcome.output) };
}

async function answerRun(options: CallOptions, request: Request): Promise<CallToolResult> {
  const { services, door } = options;
  const run = await startRun(services, door, request);
  const { standing, text, pictures } = await tell(services, request.principal, run, runNames);
  const isError = standing.status === 'refused' || standing.status === 'failed';
  return {
    content: [
      ...(await contentOf(options, text, pictures)),
      { type: 'resource_link', uri: standing.uri, name: `Run ${run.number}`, mimeType: 'application/json' },
    ],
    structuredContent: { ...standing },
    ...(isError ? { isError } : {}),
  };
}

function search({ services, catalogue }: CallOptions, { principal, args }: Call): CallToolResult {
  services.requests.count(principal);
  const result = catalogue.search(principal, parseOwn(searchInput, args).words);
  return {
    content: [{ type: 'text', text: catalogueText(result) }],
    structuredContent: { capabilities: result.found },
  };
}

function named({ catalogue }: CallOptions, name: string): Capability {
  const capability = catalogue.find(name);
  if (capability) return capability;
  const nearest = catalogue.nearest(name).map((each) => each.name);
  throw new AppError(
    'capability.unknown',
    `There is no capability “${name}”. Nearest: ${nearest.join(', ')}. Use ${findTool} to see all.`,
  );
}

function dispatch(options: CallOptions, call: Call): Promise<CallToolResult> | CallToolResult {
  if (call.tool === findTool) return search(options, call);
  const isAny = call.tool === callTool;
  const { name, args } = isAny ? parseOwn(callInput, call.args) : { name: call.tool, args: call.args };
  const capability = isAny ? named(options, name) : options.toolbox.find(name);
  if (!capability) {
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `Unknown tool: ${name}. List the tools again, or use ${findTool}.`,
    );
  }
  const request: Request = { ...call, capability, args };
  if (capability.effect !== 'read') return answerRun(options, request);
  return answerLook(options, request, (output) => (isAny ? { status: 'done', output } : output));
}

function explain(error: unknown, { correlation, tool }: Call, log: Log): string {
  if (!isAppError(error) || error.code === 'internal') {
    log.error({ err: error, tool, correlation }, 'tool failed');
    return `Something went wrong on our side. Please tell an admin this reference: ${correlation}.`;
  }
  if (!error.isRetryable || error.code === 'request.too-many') return error.message;
  const when = error.retryAfterMs ? `in ${Math.ceil(error.retryAfterMs / 1_000)} s` : 'a little later';
  return `${error.message} Please try again ${when}.`;
}

/** Calls a tool. What goes wrong is an answer that says what to do; only an unknown tool is a fault of the protocol. */
export async function callNamedTool(options: CallOptions, call: Call): Promise<CallToolResult> {
  try {
    return await dispatch(options, call);
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    return failure(explain(error, call, options.log));
  }
}

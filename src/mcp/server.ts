import { randomUUID } from 'node:crypto';
import { McpServer, ResourceNotFoundError, ResourceTemplate, type ServerContext } from '@modelcontextprotocol/server';
import { imagesOf, look, type Request, tell } from '../calling/index.ts';
import { AppError, type Log } from '../core/index.ts';
import { principalOf } from './bearer.ts';
import { type Call, type CallOptions, callNamedTool } from './call-tool.ts';
import { idempotencyKey, numberOf, runNames, runTool } from './names.ts';

const info = { name: 'adjutant', title: 'Adjutant', version: '0.1.0' };

const instructions = `Adjutant does a project team's work at its GitLab, and everything that changes something outside waits until a person approved it.
A tool that changes something answers with status "pending", a run number and "approveAt": show the person that address. Approving is for people, in chat or in the console; you cannot do it, and asking again does not help.
Later, call ${runTool} with the run number, or read or subscribe to run://<number>, to learn how it ended.
Not every capability is a tool of its own: find_capabilities finds the others, run_capability runs them.
To be safe when you repeat a call after a broken connection, send the same _meta["adjutant/idempotencyKey"] (1 to 200 characters): the same key for the same call makes no second run.`;

const correlationHeader = 'x-correlation-id';

/** Progress goes to clients that asked for it; one that went away needs none. */
function progressOf({ mcpReq }: ServerContext, log: Log): Request['progress'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return (progress, total, message) => {
    const params = { progressToken, progress, total, message };
    mcpReq
      .notify({ method: 'notifications/progress', params })
      .catch((error: Error) => log.debug({ reason: error.message }, 'progress not told'));
  };
}

function callOf(tool: string, args: Record<string, unknown>, ctx: ServerContext, log: Log): Call {
  const progress = progressOf(ctx, log);
  return {
    tool,
    args,
    principal: principalOf(ctx.http?.authInfo),
    correlation: ctx.http?.req?.headers.get(correlationHeader) ?? randomUUID(),
    signal: ctx.mcpReq.signal,
    idempotencyKey: ctx.mcpReq._meta?.[idempotencyKey],
    ...(progress ? { progress } : {}),
  };
}

/** A run as a resource: by the same road, with the same rights and on the same record as the tool that shows it. */
async function readRun(options: CallOptions, uri: string, ctx: ServerContext) {
  const { services, catalogue, door, log } = options;
  const call = callOf(runTool, {}, ctx, log);
  const number = numberOf(uri);
  const capability = catalogue.find(runTool);
  if (number === undefined || !capability) throw new ResourceNotFoundError(uri);
  const outcome = await look(services, { ...call, capability, args: { number } });
  if (outcome.kind !== 'done') {
    throw new ResourceNotFoundError(uri, outcome.kind === 'refused' ? outcome.message : undefined);
  }
  const run = await services.runs.byNumber(call.principal, number);
  if (!run) throw new AppError('internal', `Run ${number} was shown and is not there.`);
  door.shown?.(call.principal, run);
  const { standing, pictures } = await tell(services, call.principal, run, runNames);
  const { capability: name, createdAt, finishedAt } = run;
  const text = JSON.stringify({ capability: name, ...standing, createdAt, finishedAt });
  const images = await imagesOf(services, pictures, log);
  const blobs = images.map(({ png }, index) => ({ uri: `${uri}/pictures/${index}`, mimeType: 'image/png', blob: png }));
  return { contents: [{ uri, mimeType: 'application/json', text }, ...blobs] };
}

/** One server for one request or one session; everything costly is made before and shared. */
export function createServer(options: CallOptions): McpServer {
  const { toolbox, log } = options;
  const mcp = new McpServer(info, {
    instructions,
    capabilities: { resources: { subscribe: true, listChanged: false } },
    cacheHints: { 'tools/list': { ttlMs: 60_000, cacheScope: 'private' } },
  });
  mcp.registerResource(
    'run',
    new ResourceTemplate('run://{number}', { list: undefined }),
    { title: 'Run', description: 'How a request stands, and what came out of it', mimeType: 'application/json' },
    (uri, _variables, ctx) => readRun(options, uri.href, ctx),
  );
  // Set on the inner server: the tools depend on who asks, and their schemas are written once for all.
  mcp.server.registerCapabilities({ tools: { listChanged: false } });
  mcp.server.setRequestHandler('tools/list', (_request, ctx) => ({
    tools: toolbox.listFor(principalOf(ctx.http?.authInfo)),
  }));
  mcp.server.setRequestHandler('tools/call', ({ params }, ctx) =>
    callNamedTool(options, callOf(params.name, params.arguments ?? {}, ctx, log)),
  );
  return mcp;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
  boolValue: z.boolean().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value })).default([]);
const span = z.looseObject({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes,
  status: z.looseObject({ code: z.number().optional(), message: z.string().optional() }).default({}),
});
const request = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(span) })),
    }),
  ),
});

type Told = string | number | boolean | undefined;
export interface CollectedSpan {
  trace: string;
  id: string;
  parent: string | undefined;
  name: string;
  kind: number;
  attributes: Readonly<Record<string, Told>>;
  status: number;
}

const told = (list: z.output<typeof attributes>): Record<string, Told> =>
  Object.fromEntries(list.map(({ key, value: of }) => [key, of.stringValue ?? of.boolValue ?? Number(of.intValue)]));

export interface Collector {
  url: string;
  spans: CollectedSpan[];
  /** Of each request: its headers, and all of its body. */
  requests: { headers: NodeJS.Dict<string | string[]>; body: string }[];
  service(): Told;
  close(): Promise<void>;
}

/** Takes traces as a collector does: OTLP over HTTP, as JSON. */
export async function startCollector(port = 0): Promise<Collector> {
  const collected: Pick<Collector, 'spans' | 'requests'> & { service?: Told } = { spans: [], requests: [] };
  const server = createServer(async (incoming, response) => {
    const body: unknown = await json(incoming);
    collected.requests.push({ headers: incoming.headers, body: JSON.stringify(body) });
    for (const { resource, scopeSpans } of request.parse(body).resourceSpans) {
      collected.service = told(resource.attributes)['service.name'];
      for (const each of scopeSpans.flatMap(({ spans }) => spans)) {
        const { traceId: trace, spanId: id, parentSpanId: parent, name, kind, status } = each;
        const known = { trace, id, parent: parent || undefined, name, kind };
        collected.spans.push({ ...known, attributes: told(each.attributes), status: status.code ?? 0 });
      }
    }
    response.writeHead(incoming.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...collected,
    url,
    service: () => collected.service,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

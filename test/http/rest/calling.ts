import type { World } from '../../harness/world.ts';

export interface Called {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface CallOptions {
  token?: string | undefined;
  method?: string;
  headers?: Record<string, string>;
  /** As it goes over the wire. */
  raw?: string;
}

/** Calls the REST door as any program would. */
export async function call(
  world: Pick<World, 'url' | 'tokenOf' | 'aurora'>,
  path: string,
  fields?: unknown,
  { token = world.tokenOf(world.aurora), method = 'POST', headers = {}, raw }: CallOptions = {},
): Promise<Called> {
  const body = raw ?? (fields === undefined ? undefined : JSON.stringify(fields));
  const response = await fetch(new URL(path, world.url), {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Called['body'] };
}

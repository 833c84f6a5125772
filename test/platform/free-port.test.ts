import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, listenPort } from '../../src/platform/free-port.ts';

const taken: Server[] = [];
afterEach(() => {
  for (const server of taken.splice(0)) server.close();
});

async function take(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  taken.push(server);
}

describe('listenPort', () => {
  it.each([true, false])('gives the wanted port when it is free (explicit: %s)', async (explicit) => {
    const wanted = await freePort();
    expect(await listenPort({ wanted, explicit })).toBe(wanted);
  });

  it('takes a later one when the wanted one is taken and nobody insists', async () => {
    const wanted = await freePort();
    await take(wanted);
    const port = await listenPort({ wanted, explicit: false });
    expect(port).toBeGreaterThan(wanted);
    expect(port).toBeLessThan(wanted + 100);
  });

  it('says in one sentence that a port somebody named is taken', async () => {
    const wanted = await freePort();
    await take(wanted);
    await expect(listenPort({ wanted, explicit: true })).rejects.toThrow(
      `Port ${wanted} is taken by another program. Stop that program, or name another port.`,
    );
  });

  it('does not look past the last port', async () => {
    await take(65_535);
    await expect(listenPort({ wanted: 65_535, explicit: false })).rejects.toThrow(/ports 65535 to 65535 are all taken/);
  });

  it('names an address that this machine does not have', async () => {
    await expect(listenPort({ wanted: await freePort(), explicit: false, host: '192.0.2.1' })).rejects.toThrow(
      /Nothing can listen on 192\.0\.2\.1:\d+ \(EADDRNOTAVAIL\)/,
    );
  });
});

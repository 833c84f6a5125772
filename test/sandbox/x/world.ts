import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createFaults, type FaultRule } from '../../../sandbox/faults.ts';
import { openStore, type Store } from '../../../sandbox/store.ts';
import { createXSandbox, type SandboxXUser, type XSandbox } from '../../../sandbox/x/index.ts';
import type { XLimits } from '../../../sandbox/x/limits.ts';

export const aurora: SandboxXUser = {
  id: '2244994945',
  username: 'aurora_robotics',
  name: 'Aurora Robotics',
  keys: {
    appKey: 'test-app-key',
    appSecret: 'test-app-secret',
    accessToken: '2244994945-test-token',
    accessSecret: 'test-token-secret',
  },
};
export const borealis: SandboxXUser = {
  id: '3344994945',
  username: 'borealis_foods',
  name: 'Borealis Foods',
  keys: { ...aurora.keys, accessToken: '3344994945-test-token', accessSecret: 'other-secret' },
};

export interface XStand {
  url: string;
  sandbox: XSandbox;
  fault(rule: Omit<FaultRule, 'vendor'>): void;
  clearFaults(): void;
  /** Requests that reached the vendor: method and path. */
  requests: string[];
  close(): Promise<void>;
}

/** The sandbox's X on a free port. */
export async function startX(options: { store?: Store; limits?: XLimits; clock?: () => Date } = {}): Promise<XStand> {
  const store = options.store ?? openStore(':memory:');
  const faults = createFaults();
  const requests: string[] = [];
  const { limits, clock } = options;
  const sandbox = createXSandbox({ store, ...(limits ? { limits } : {}), ...(clock ? { clock } : {}) });
  sandbox.addUser(aurora);
  sandbox.addUser(borealis);
  const app = express();
  app.use((request, _response, next) => {
    requests.push(`${request.method} ${request.url}`);
    next();
  });
  app.use(sandbox.byName);
  app.use('/x', faults.middleware('x'), sandbox.router);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sandbox,
    fault: (rule) => faults.add({ vendor: 'x', ...rule }),
    clearFaults: () => faults.clear(),
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (options.store === undefined) store.close();
    },
  };
}

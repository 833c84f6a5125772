import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { inject } from 'vitest';
import { createFaults, type FaultRule } from '../../../sandbox/faults.ts';
import { createSalesforceSandbox, type SalesforceSandbox } from '../../../sandbox/salesforce/index.ts';
import { openStore } from '../../../sandbox/store.ts';
import type { Context, EffectContext, Salesforce } from '../../../src/core/index.ts';
import { createSalesforce } from '../../../src/integrations/salesforce/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { contextOf } from '../../agents/context.ts';
import { loadContract } from '../../contract/checker/contract.ts';
import { startContractProxy } from '../../contract/checker/proxy.ts';
import { recordOperations } from '../../harness/operations.ts';
import { silent } from '../gitlab/world.ts';

export const aurora = {
  key: 'aurora',
  name: 'Aurora Robotics',
  user: 'Adjutant at Aurora Robotics',
  clientId: '3MVG9.sandbox-aurora',
  clientSecret: 'secret-of-aurora-0123456789',
};
const borealis = {
  ...aurora,
  key: 'borealis',
  name: 'Borealis Foods',
  clientId: '3MVG9.sandbox-borealis',
  clientSecret: 'secret-of-borealis-0123456789',
};

export interface SalesforceWorld {
  salesforce: Salesforce;
  /** Salesforce with another account. */
  as(account: { clientId: string; clientSecret: string }): Salesforce;
  sandbox: SalesforceSandbox;
  /** The sandbox itself, without what checks the requests before it. */
  url: string;
  fault(rule: Omit<FaultRule, 'vendor'>): void;
  /** Requests that reached the vendor: method and path. */
  requests: string[];
  context: Context;
  effectContext(id: string): EffectContext;
  close(): Promise<void>;
}

export interface WorldOptions {
  dailyRequests?: number;
  sessionMs?: number;
  hasUniqueIds?: boolean;
  timeoutMs?: number;
}

/** The sandbox's Salesforce on a free port, the real client behind the contract's check, and what a capability gets to use. */
export async function createSalesforceWorld({
  hasUniqueIds = true,
  timeoutMs = 5_000,
  ...limits
}: WorldOptions = {}): Promise<SalesforceWorld> {
  const store = openStore(':memory:');
  const faults = createFaults();
  const requests: string[] = [];
  const sandbox = createSalesforceSandbox({ store, ...limits });
  sandbox.addOrg({ ...aurora, hasUniqueIds });
  sandbox.addOrg(borealis);
  const app = express();
  app.use((request, _response, next) => {
    requests.push(`${request.method} ${request.originalUrl}`);
    next();
  });
  app.use('/salesforce', faults.middleware('salesforce'), sandbox.router);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = await startContractProxy({ contract: loadContract('salesforce'), target, basePath: '/salesforce' });

  const vendor = createVendorCall({ name: 'salesforce', timeoutMs, log: silent, firstDelayMs: 1 });
  const as: SalesforceWorld['as'] = ({ clientId, clientSecret }) =>
    createSalesforce(
      { url: `${proxy.url}/salesforce/`, clientId, clientSecret: new Secret(clientSecret), timeoutMs },
      vendor,
    );
  const salesforce = as(aurora);
  const context = contextOf({ run: 'run', step: 'call', salesforce });
  return {
    salesforce,
    as,
    sandbox,
    url: `${target}/salesforce`,
    fault: (rule) => faults.add({ vendor: 'salesforce', ...rule }),
    requests,
    context,
    effectContext: (id) => ({ ...context, effect: { id, requester: 'Maria Lindqvist' } }),
    close: async () => {
      await proxy.close();
      recordOperations(inject('operationsFile'), 'salesforce', proxy.seen);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      if (proxy.violations.length > 0) {
        throw new Error(`against Salesforce's contract: ${JSON.stringify(proxy.violations, undefined, 2)}`);
      }
    },
  };
}

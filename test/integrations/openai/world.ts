import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createModelSandbox, type ModelSandbox } from '../../../sandbox/models/index.ts';
import type { ModelRequest, ModelVendor } from '../../../src/core/index.ts';
import { createOpenAI } from '../../../src/integrations/openai/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { loadContract } from '../../contract/checker/contract.ts';
import { type ContractProxy, startContractProxy } from '../../contract/checker/proxy.ts';
import { silent } from '../gitlab/world.ts';

export interface ModelWorld {
  sandbox: ModelSandbox;
  url: string;
  proxy: ContractProxy;
  /** The real client, as other settings have it. */
  model(settings?: { key?: string; model?: string; url?: string; timeoutMs?: number; pauseMs?: number }): ModelVendor;
  close(): Promise<void>;
}

const key = 'sk-test-0123456789';

export const requestOf = (words: string, given: Partial<ModelRequest> = {}): ModelRequest => ({
  prompt: { name: 'test', version: 1, text: 'You are tested.\nProjects: aurora/shop' },
  messages: [{ from: 'asker', text: words }],
  tools: [],
  ...given,
});

/** The sandbox's model, its contract watched, and the real client. */
export async function startModelWorld(): Promise<ModelWorld> {
  const sandbox = createModelSandbox({ key, model: 'sandbox-model' });
  const app = express().use('/models', sandbox.router);
  const server = await new Promise<Server>((resolve) => {
    const started = app.listen(0, '127.0.0.1', () => resolve(started));
  });
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = await startContractProxy({ contract: loadContract('openai'), target, basePath: '/models/v1' });
  const own = `${proxy.url}/models/v1`;
  return {
    sandbox,
    url: own,
    proxy,
    model: ({ key: given = key, model = 'sandbox-model', url = own, timeoutMs = 5_000, pauseMs = 60_000 } = {}) =>
      createOpenAI(
        { url, key: new Secret(given), model, timeoutMs, pauseMs },
        createVendorCall({ name: 'model', timeoutMs, log: silent, firstDelayMs: 1 }),
      ),
    async close() {
      await proxy.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

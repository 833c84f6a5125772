import { type Cache, type Context, type EffectContext, noCache, type X } from '../../../src/core/index.ts';
import { createX } from '../../../src/integrations/x/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { contextOf } from '../../agents/context.ts';
import { aurora, startX, type XStand } from '../../sandbox/x/world.ts';
import { silent } from '../gitlab/world.ts';

export interface XWorld extends XStand {
  x: X;
  /** X as other keys see it. */
  as(keys: object, cache?: Cache): X;
  context: Context;
  effectContext(id: string): EffectContext;
}

/** The sandbox's X on a free port, the real client, and what a capability gets to use. */
export async function createXWorld(
  options: Parameters<typeof startX>[0] & { timeoutMs?: number } = {},
): Promise<XWorld> {
  const { timeoutMs = 5_000 } = options;
  const stand = await startX(options);
  const vendor = createVendorCall({ name: 'x', timeoutMs, log: silent, firstDelayMs: 1 });
  const as = (keys: object, cache: Cache = noCache): X => {
    const secret = new Secret(JSON.stringify(keys));
    return createX({ secret, url: stand.url, web: `${stand.url}/x`, timeoutMs, cache }, vendor);
  };
  const x = as(aurora.keys);
  const context = contextOf({
    principal: {
      tenant: 'aurora',
      person: 'maria',
      name: 'Maria Lindqvist',
      door: 'slack',
      roles: ['manager'],
      scopes: undefined,
      projects: ['aurora/shop'],
    },
    run: 'run',
    step: 'call',
    x,
  });
  return {
    ...stand,
    x,
    as,
    context,
    effectContext: (id) => Object.assign({ effect: { id, requester: 'Maria Lindqvist' } }, context),
  };
}

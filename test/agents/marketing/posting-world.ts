import { createChannels } from '../../../src/bot/slack/index.ts';
import type { Context } from '../../../src/core/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { silent } from '../../integrations/gitlab/world.ts';
import { createXWorld, type XWorld } from '../../integrations/x/world.ts';
import { type Stand, startStand, token } from '../../sandbox/slack/stand.ts';

export interface PostingWorld {
  x: XWorld;
  slack: Stand;
  context: Context;
  close(): Promise<void>;
}

/** X and Slack as the sandbox has them, with the real clients. */
export async function startPosting(): Promise<PostingWorld> {
  const [x, slack] = [await createXWorld(), await startStand()];
  const vendor = createVendorCall({ name: 'slack', timeoutMs: 5_000, log: silent, firstDelayMs: 1 });
  const apiUrl = `${slack.url}/slack/api/`;
  const channels = createChannels({ token: new Secret(token), apiUrl, log: silent }, vendor);
  return {
    x,
    slack,
    context: { ...x.context, channels },
    async close() {
      await x.close();
      await slack.stop();
    },
  };
}

import { createChannels, type SlackDoor } from './bot/slack/index.ts';
import type { TeamsDoor } from './bot/teams/index.ts';
import { createChatChannels } from './chat-channels.ts';
import type { Limiter, Log, Meter, Tracer, Vendor as VendorName } from './core/index.ts';
import { createGitLab } from './integrations/gitlab/index.ts';
import { createSalesforce, createSessions } from './integrations/salesforce/index.ts';
import { createX } from './integrations/x/index.ts';
import type { Caches } from './platform/cache/caches.ts';
import type { Config } from './platform/config.ts';
import { createAllowance } from './platform/limits/allowance.ts';
import { createVendorCall, type Vendor } from './platform/vendor-call.ts';
import type { Connect, VendorAccount } from './services/index.ts';
import { vendorLimits } from './vendor-limits.ts';

const vendorTimeoutMs = 15_000;

/** Doors speak in channels on behalf of capabilities, and are built on the services that capabilities work with. */
export interface LateDoors {
  slack?: SlackDoor;
  teams?: TeamsDoor;
}

export interface VendorGround {
  config: Config;
  doors: LateDoors;
  limiter: Limiter;
  caches: Caches;
  meter: Meter;
  tracer: Tracer;
  log: Log;
}

/** How each vendor is reached with an organisation's account, within what it lets one do. */
export function connectVendors({ config, doors, limiter, caches, meter, tracer, log }: VendorGround): Connect {
  const limits = vendorLimits(config);
  const callTeams = createVendorCall({ name: 'teams', timeoutMs: vendorTimeoutMs, log, meter, tracer });
  /** An account belongs to one organisation, and its id to nothing else. */
  const cacheOf = ({ id }: VendorAccount) => caches.of(id);
  const callOf = (name: VendorName, { id: account }: VendorAccount): Vendor => {
    const allow = createAllowance({ limiter, account, ...limits[name] });
    return createVendorCall({ name, timeoutMs: vendorTimeoutMs, log, meter, tracer, allow });
  };
  const salesforceSessions = createSessions();
  return {
    gitlab: (account) =>
      createGitLab(
        { url: account.settings.url ?? account.realm, token: account.secret, cache: cacheOf(account) },
        callOf('gitlab', account),
      ),
    x: (account) => {
      const { settings, secret } = account;
      return createX({ secret, url: settings.url, web: settings.web, cache: cacheOf(account) }, callOf('x', account));
    },
    salesforce: (connected) => {
      const { settings, realm, secret } = connected;
      const account = { url: settings.url ?? realm, clientId: settings.clientId ?? '', clientSecret: secret };
      return createSalesforce(account, callOf('salesforce', connected), salesforceSessions);
    },
    slack: (account, { tenant, door }) => {
      const settings = { token: account.secret, apiUrl: config.SLACK_API_URL, log, cache: cacheOf(account) };
      return createChatChannels({
        slack: account.settings.platform === 'teams' ? undefined : createChannels(settings, callOf('slack', account)),
        teams: doors.teams?.channelsOf(tenant, callTeams),
        prefersTeams: door === 'teams',
      });
    },
  };
}

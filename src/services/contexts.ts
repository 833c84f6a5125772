import {
  AppError,
  type Capability,
  type Clock,
  type Context,
  type EffectContext,
  type GitLab,
  type Log,
  type Principal,
} from '../core/index.ts';
import type { Credentials, VendorAccount } from './credentials/credentials.ts';
import type { Runs } from './runs/read-runs.ts';

/** How a tenant's account becomes a vendor in our words; `main.ts` brings the integrations. */
export interface Connect {
  gitlab(account: VendorAccount): GitLab;
}

export interface ContextRequest {
  principal: Principal;
  capability: Capability;
  correlation: string;
  run?: string;
  step?: string;
  signal?: AbortSignal;
  /** The account that an effect was planned for; otherwise the tenant's own. */
  account?: string;
}

export interface Contexts {
  /** What a capability may use while it works for this person. Throws `vendor.not-connected` when its vendor has no account. */
  create(request: ContextRequest): Promise<Context>;
  /** The same for sending an effect or looking it up: what is made at the vendor carries its id. */
  createForEffect(request: ContextRequest, effect: EffectContext['effect']): Promise<EffectContext>;
}

export interface ContextOptions {
  credentials: Credentials;
  runs: Runs;
  connect: Connect;
  clock: Clock;
  log: Log;
}

const never = new AbortController().signal;

export function createContexts({ credentials, runs, connect, clock, log }: ContextOptions): Contexts {
  const accountFor = ({ principal, capability, account }: ContextRequest): Promise<VendorAccount> | undefined => {
    if (!capability.vendor) return undefined;
    return account
      ? credentials.accountById(principal.tenant, account)
      : credentials.account(principal.tenant, capability.vendor);
  };

  async function create(request: ContextRequest): Promise<Context> {
    const { principal, capability, correlation, run, step, signal = never } = request;
    const account = await accountFor(request);
    const gitlab = account && capability.vendor === 'gitlab' ? connect.gitlab(account) : undefined;
    return {
      principal,
      correlation,
      run,
      step,
      clock,
      signal,
      log: log.child({ tenant: principal.tenant, door: principal.door, correlation, capability: capability.name, run }),
      runs: runs.readerFor(principal),
      get gitlab(): GitLab {
        if (gitlab) return gitlab;
        throw new AppError('vendor.not-connected', `${capability.name} does not say that it uses GitLab.`);
      },
    };
  }

  return { create, createForEffect: async (request, effect) => Object.assign(await create(request), { effect }) };
}

import {
  AppError,
  type Capability,
  type Channels,
  type Clock,
  type Context,
  type EffectContext,
  type GitLab,
  type Log,
  type Principal,
  type Progress,
  type Salesforce,
  type Vendor,
  type X,
} from '../core/index.ts';
import type { Credentials, VendorAccount } from './credentials/credentials.ts';
import type { Models } from './models/models.ts';
import type { ReadersFor } from './stores.ts';

/** How a tenant's account becomes a vendor in our words; `main.ts` brings the integrations. */
export interface Connect {
  gitlab(account: VendorAccount): GitLab;
  x(account: VendorAccount): X;
  salesforce(account: VendorAccount): Salesforce;
  /** The channels of the organisation's chats; who asks has a chat of their own. */
  slack(account: VendorAccount, principal: Principal): Channels;
}

export interface ContextRequest {
  principal: Principal;
  capability: Capability;
  correlation: string;
  run?: string;
  step?: string;
  signal?: AbortSignal;
  progress?: Progress;
  /** The account that an effect was planned for, at the first of its vendors; otherwise the tenant's own. */
  account?: string;
  schedule?: string | undefined;
}

export interface Contexts {
  /** What a capability may use while it works for this person. Throws `vendor.not-connected` when its vendor has no account. */
  create(request: ContextRequest): Promise<Context>;
  /** The same for sending an effect or looking it up: what is made at the vendor carries its id. */
  createForEffect(request: ContextRequest, effect: EffectContext['effect']): Promise<EffectContext>;
}

export interface ContextOptions {
  credentials: Credentials;
  readersFor: ReadersFor;
  models: Models;
  connect: Connect;
  clock: Clock;
  log: Log;
}

const never = new AbortController().signal;
const untold: Progress = () => undefined;

/** Opened when it is first used, and missed with words when it was never declared. */
function vendorsOf(
  connect: Connect,
  accounts: ReadonlyMap<Vendor, VendorAccount>,
  { capability, principal }: Pick<ContextRequest, 'capability' | 'principal'>,
) {
  const open = <V extends Vendor>(vendor: V): ReturnType<Connect[V]> => {
    const account = accounts.get(vendor);
    if (!account) throw new AppError('internal', `${capability.name} does not declare that it uses ${vendor}.`);
    return connect[vendor](account, principal) as ReturnType<Connect[V]>;
  };
  return {
    get gitlab() {
      return open('gitlab');
    },
    get x() {
      return open('x');
    },
    get salesforce() {
      return open('salesforce');
    },
    get channels() {
      return open('slack');
    },
  };
}

export function createContexts({ credentials, readersFor, models, connect, clock, log }: ContextOptions): Contexts {
  async function accountsFor({ principal, capability, account }: ContextRequest): Promise<Map<Vendor, VendorAccount>> {
    const found = new Map<Vendor, VendorAccount>();
    for (const vendor of capability.vendors ?? []) {
      const isPlanned = account !== undefined && vendor === capability.vendors?.[0];
      found.set(
        vendor,
        isPlanned
          ? await credentials.accountById(principal.tenant, account)
          : await credentials.account(principal.tenant, vendor),
      );
    }
    return found;
  }

  async function create(request: ContextRequest): Promise<Context> {
    const { principal, capability, correlation, run, step, schedule, signal = never, progress = untold } = request;
    const vendors = vendorsOf(connect, await accountsFor(request), request);
    const own = {
      principal,
      correlation,
      run,
      step,
      schedule,
      clock,
      signal,
      progress,
      model: models.modelFor({ principal, run, step, signal }),
      log: log.child({ tenant: principal.tenant, door: principal.door, correlation, capability: capability.name, run }),
      ...readersFor(principal),
    };
    return Object.defineProperties(own, Object.getOwnPropertyDescriptors(vendors)) as typeof own & typeof vendors;
  }

  return {
    create,
    createForEffect: async (request, effect) => {
      const ctx = await create(request);
      return Object.defineProperties({ effect }, Object.getOwnPropertyDescriptors(ctx)) as EffectContext;
    },
  };
}

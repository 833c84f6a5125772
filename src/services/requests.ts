import { AppError, type Count, type Limit, type Limiter, type Principal } from '../core/index.ts';

export interface RequestLimitsOptions {
  limiter: Limiter;
  personPerMinute: number;
  organisationPerMinute: number;
}

type Asker = Pick<Principal, 'tenant' | 'person'>;

export interface Standing extends Count {
  /** Whose limit it is. */
  of: 'person' | 'organisation';
  limit: Limit;
}

/** How often somebody may ask for something, at whatever door. Deciding is not asking, and is never held up. */
export interface RequestLimits {
  /** Counts one request. Throws `request.too-many` with when to ask again. Waits for nobody: a chat platform waits for us. */
  count(asker: Asker): void;
  standing(asker: Asker): readonly Standing[];
}

const seconds = 60;

const wordsFor: Readonly<Record<Standing['of'], string>> = {
  person: 'You asked for',
  organisation: 'Your organisation asked for',
};

function refusal({ of, limit, resetMs }: Standing): AppError {
  const wait = `${Math.max(Math.ceil(resetMs / 1_000), 1)} s`;
  return new AppError(
    'request.too-many',
    `${wordsFor[of]} more than ${limit.most} things within a minute, which is as much as I take. Nothing was begun for this one, and what was asked before goes on. Please ask again in ${wait}.`,
    { retryAfterMs: resetMs },
  );
}

export function createRequestLimits(options: RequestLimitsOptions): RequestLimits {
  const { limiter, personPerMinute, organisationPerMinute } = options;
  const limits = ({ tenant, person }: Asker) =>
    [
      ['person', { name: 'person-requests', most: personPerMinute, seconds }, `${tenant}:${person}`],
      ['organisation', { name: 'organisation-requests', most: organisationPerMinute, seconds }, tenant],
    ] as const;
  return {
    count(asker) {
      for (const [of, limit, key] of limits(asker)) {
        const count = limiter.countHere(limit, key);
        if (!count.isWithin) throw refusal({ of, limit, ...count });
      }
    },
    standing: (asker) => limits(asker).map(([of, limit, key]) => ({ of, limit, ...limiter.standing(limit, key) })),
  };
}

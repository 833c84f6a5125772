import { admit, parseOutput } from './admit.ts';
import type { Capability, EffectCapability } from './capability.ts';
import type { Context } from './context.ts';
import { type AppError, type ErrorCode, isExpected } from './errors.ts';

export type Outcome =
  | { kind: 'done'; output: Record<string, unknown> }
  /** Waits for a person. */
  | { kind: 'pending'; effect: string }
  | { kind: 'refused'; code: ErrorCode; message: string; fields?: Record<string, string> };

/** What stands between asking and doing. `services` builds it; every door goes through the same one. */
export interface Gate {
  /** One outcome for a step: a step that starts again gets the outcome it had. */
  once(ctx: Context, capability: Capability, work: () => Promise<Outcome>): Promise<Outcome>;
  /** Writes who asked what and how it ended, refusals too. */
  audited(ctx: Context, capability: Capability, work: () => Promise<Outcome>): Promise<Outcome>;
  /** Writes down what would be done, with its card; nothing happens before a person approved. */
  plan(capability: EffectCapability, input: Record<string, unknown>, ctx: Context): Promise<string>;
}

const refused = (error: AppError): Outcome => ({
  kind: 'refused',
  code: error.code,
  message: error.message,
  ...(Object.keys(error.fields).length > 0 ? { fields: { ...error.fields } } : {}),
});

/** The one verb of every door: admit, run or plan, on record. Never waits for a person. */
export function invoke(capability: Capability, raw: unknown, ctx: Context, gate: Gate): Promise<Outcome> {
  return gate.once(ctx, capability, () =>
    gate.audited(ctx, capability, async () => {
      try {
        const input = admit(capability, raw, ctx.principal);
        if (capability.effect === 'external') {
          return { kind: 'pending', effect: await gate.plan(capability, input, ctx) };
        }
        return { kind: 'done', output: parseOutput(capability, await capability.run(input, ctx)) };
      } catch (error) {
        if (isExpected(error)) return refused(error);
        throw error;
      }
    }),
  );
}

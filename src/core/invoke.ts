import { admit, parseOutput } from './admit.ts';
import type { Capability, EffectCapability } from './capability.ts';
import type { Context } from './context.ts';
import { AppError, type ErrorCode, isExpected } from './errors.ts';
import { filledFromFiles } from './files.ts';
import type { Stores } from './ports/stores.ts';

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
  /** One short transaction for what is stored and for the outcome of its step: neither is there without the other. */
  store(ctx: Context, capability: Capability, work: (stores: Stores) => Promise<Outcome>): Promise<Outcome>;
}

/** What can be helped, as an answer. */
export const refusalOf = (error: AppError): Outcome => ({
  kind: 'refused',
  code: error.code,
  message: error.message,
  ...(Object.keys(error.fields).length > 0 ? { fields: { ...error.fields } } : {}),
});

const done = (capability: Capability, output: unknown): Outcome => ({
  kind: 'done',
  output: parseOutput(capability, output),
});

/** The one verb of every door: admit, run or plan, on record. Never waits for a person. */
export function invoke(
  capability: Capability,
  raw: Record<string, unknown>,
  ctx: Context,
  gate: Gate,
): Promise<Outcome> {
  return gate.once(ctx, capability, () =>
    gate.audited(ctx, capability, async () => {
      try {
        const given = await filledFromFiles(capability, raw, (number) => ctx.files.text(number));
        const input = admit(capability, given, ctx.principal);
        if (capability.effect === 'external') {
          return { kind: 'pending', effect: await gate.plan(capability, input, ctx) };
        }
        if (capability.effect === 'read') return done(capability, await capability.run(input, ctx));
        if (capability.effect === 'ask') throw new AppError('internal', `${capability.name} was not read into calls.`);
        const computed = await capability.compute(input, ctx);
        return await gate.store(ctx, capability, async (stores) =>
          done(capability, await capability.store(computed, stores)),
        );
      } catch (error) {
        if (isExpected(error)) return refusalOf(error);
        throw error;
      }
    }),
  );
}

import type { EffectContext, ExternalCapability, Fields, Undoable } from '../../src/core/index.ts';

/** As the ledger does it: looks first, and takes back only what can be. Answers what was seen. */
export async function takeBack<I extends Fields, O extends Fields>(
  { undo, name }: Pick<ExternalCapability<I, O>, 'undo' | 'name'>,
  ...[output, input, ctx]: Parameters<NonNullable<ExternalCapability<I, O>['undo']>['run']>
): Promise<Undoable> {
  if (!undo) throw new Error(`${name} cannot be undone`);
  const seen = await undo.look(output, input, ctx as EffectContext, []);
  if (seen === 'yes') await undo.run(output, input, ctx);
  return seen;
}

import {
  type CompositeCapability,
  type Context,
  type ExternalCapability,
  type Part,
  type Preview,
  parse,
  resolveReferences,
} from '../../../src/core/index.ts';
import type { SalesforceWorld } from '../../integrations/salesforce/world.ts';
import { takeBack } from '../take-back.ts';

export interface Plan {
  preview: Preview;
  parts: readonly Part[];
}

export async function plan(capability: CompositeCapability, raw: object, ctx: Context): Promise<Plan> {
  const input = parse(capability.input, raw);
  const prepared = await capability.prepare(input, ctx);
  return { preview: capability.preview(input, prepared), parts: capability.parts(input, prepared) };
}

export interface Sent {
  capability: ExternalCapability;
  input: Record<string, unknown>;
  output: Record<string, unknown>;
}

/** Sends the parts one after the other, as the ledger does: what is sent has been JSON in between. */
export async function send({ parts }: Pick<Plan, 'parts'>, world: SalesforceWorld): Promise<Sent[]> {
  const outputs: Record<string, Record<string, unknown>> = {};
  const sent: Sent[] = [];
  for (const { name, capability, input: planned } of parts) {
    const stored = JSON.parse(JSON.stringify(planned)) as Record<string, unknown>;
    const input = parse(capability.input, resolveReferences(stored, outputs));
    const output = parse(capability.output, await capability.run(input, world.effectContext(`effect-${name}`)));
    outputs[name] = output;
    sent.push({ capability, input, output });
  }
  return sent;
}

/** Takes back what was sent, last first, as the ledger does: nothing where one thing stays. Answers why it does. */
export async function undo(sent: readonly Sent[], world: SalesforceWorld): Promise<string[]> {
  const [ctx, made] = [world.effectContext('effect'), sent.toReversed()];
  const reasons: string[] = [];
  for (const [index, { capability, input, output }] of made.entries()) {
    const goingFirst = made.slice(0, index).map((each) => each.output);
    const seen = await capability.undo?.look(output, input, ctx, goingFirst);
    if (typeof seen === 'object') reasons.push(seen.stays);
  }
  if (reasons.length > 0) return reasons;
  for (const { capability, input, output } of made) await takeBack(capability, output, input, ctx);
  return [];
}

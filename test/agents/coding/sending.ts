import {
  type CompositeCapability,
  type Context,
  type ExternalCapability,
  type Part,
  type Preview,
  parse,
  resolveReferences,
} from '../../../src/core/index.ts';
import type { GitLabWorld } from '../../integrations/gitlab/world.ts';

export const effectId = '0b6b1d9a-7c1e-4d0a-9a53-3f6c1f0e2d11';

/** The input as it is approved and sent: what was left out is filled in. */
export async function complete(
  capability: ExternalCapability,
  raw: object,
  ctx: Context,
): Promise<Record<string, unknown>> {
  const input = parse(capability.input, raw);
  return capability.complete ? parse(capability.input, await capability.complete(input, ctx)) : input;
}

export const preview = async (capability: ExternalCapability, raw: object, ctx: Context): Promise<Preview> =>
  capability.preview(await complete(capability, raw, ctx), ctx);

export async function prepare(
  capability: CompositeCapability,
  raw: object,
  ctx: Context,
): Promise<{ preview: Preview; parts: readonly Part[] }> {
  const input = parse(capability.input, raw);
  const prepared = await capability.prepare(input, ctx);
  return { preview: capability.preview(input, prepared), parts: capability.parts(input, prepared) };
}

export interface Sent {
  part: Part;
  input: Record<string, unknown>;
  output: Record<string, unknown>;
  effect: string;
}

/** Sends the parts one after the other, as the ledger does: what is sent has been JSON in between. */
export async function send(parts: readonly Part[], world: GitLabWorld): Promise<Sent[]> {
  const outputs: Record<string, Record<string, unknown>> = {};
  const sent: Sent[] = [];
  for (const [index, part] of parts.entries()) {
    const { input: schema, output: outputSchema } = part.capability;
    const stored = JSON.parse(JSON.stringify(part.input)) as Record<string, unknown>;
    const input = parse(schema, resolveReferences(stored, outputs));
    const effect = `${effectId.slice(0, -1)}${index + 1}`;
    const output = parse(outputSchema, await part.capability.run(input, world.effectContext(effect)));
    outputs[part.name] = output;
    sent.push({ part, input, output, effect });
  }
  return sent;
}

import {
  type CompositeCapability,
  type Context,
  type EffectCapability,
  type ExternalCapability,
  hashOf,
  isComposite,
  type Part,
  type Preview,
  parse,
} from '../../core/index.ts';
import type { Credentials } from '../credentials/credentials.ts';

/** An effect as it will be written down. */
export interface Draft {
  capability: EffectCapability;
  input: Record<string, unknown>;
  preview: Preview;
  parts: readonly PlannedPart[];
  account: string;
  hash: string;
}
interface PlannedPart extends Part {
  account: string;
}

/** All that has to be read from the vendor is read here, before any transaction. */
export async function draft(
  capability: EffectCapability,
  asked: Record<string, unknown>,
  ctx: Context,
  credentials: Credentials,
): Promise<Draft> {
  const accountOf = async ({ vendors: [vendor] }: EffectCapability): Promise<string> =>
    (await credentials.account(ctx.principal.tenant, vendor)).id;
  const account = await accountOf(capability);
  const content = isComposite(capability)
    ? await draftParts(capability, asked, ctx)
    : await draftOne(capability, asked, ctx);
  const { input, preview } = content;
  const parts: PlannedPart[] = [];
  for (const part of content.parts) parts.push({ ...part, account: await accountOf(part.capability) });
  const named = parts.map((part) => ({
    name: part.name,
    capability: part.capability.name,
    account: part.account,
    input: part.input,
  }));
  const hash = hashOf({ capability: capability.name, account, input, parts: named });
  return { capability, input, preview, parts, account, hash };
}

interface Content {
  input: Record<string, unknown>;
  preview: Preview;
  parts: readonly Part[];
}

async function completed(
  capability: EffectCapability,
  asked: Record<string, unknown>,
  ctx: Context,
): Promise<Record<string, unknown>> {
  return capability.complete ? parse(capability.input, await capability.complete(asked, ctx)) : asked;
}

async function draftOne(
  capability: ExternalCapability,
  asked: Record<string, unknown>,
  ctx: Context,
): Promise<Content> {
  const input = await completed(capability, asked, ctx);
  return { input, preview: await capability.preview(input, ctx), parts: [] };
}

async function draftParts(
  capability: CompositeCapability,
  asked: Record<string, unknown>,
  ctx: Context,
): Promise<Content> {
  const input = await completed(capability, asked, ctx);
  const prepared = await capability.prepare(input, ctx);
  return { input, preview: capability.preview(input, prepared), parts: capability.parts(input, prepared) };
}

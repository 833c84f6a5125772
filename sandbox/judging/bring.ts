import { randomBytes } from 'node:crypto';
import type { EffectState } from '../../src/core/index.ts';
import type { Faults } from '../faults.ts';
import type { SlackDriver } from '../slack/drive.ts';
import { type Card, createCard } from './card.ts';
import type { JudgedProduct } from './product.ts';
import { type Road, roads, type Step } from './roads.ts';
import { until } from './until.ts';
import { ControlError, type Wanted } from './wanted.ts';

export interface Brought {
  /** Slack's action id and value of the button with which the request is approved. */
  approveActionId: string;
  approveValue: string;
  /** The verb of Teams' Action.Execute; its data is what the value holds, and `"adjutant"` with the verb. */
  approveVerb: string;
  effect: string;
  state: EffectState;
  /** Where the card stands in Slack. */
  team: string;
  channel: string;
  message: string;
  requester: string;
}

export interface BringOptions {
  drive: SlackDriver;
  faults: Faults;
  product: JudgedProduct;
}

/** A request that is to expire is not waited for any longer. */
const longestExpiryMs = 120_000;
const settleMs = 60_000;

const commands: Readonly<Record<Road['asks'], (mark: string) => string>> = {
  lead: (mark) => `lead Dana Ortiz from Acme GmbH, ${mark}@acme.example, wants a demo`,
  post: (mark) => `post publish-post text="Our release ${mark} is out." channel=none`,
  'later post': (mark) => `post schedule-post text="Our release ${mark} is out." at="tomorrow 9:00 UTC" channel=none`,
};

function checkExpiry({ approvalMs }: JudgedProduct): void {
  if (approvalMs <= longestExpiryMs) return;
  throw new ControlError(
    409,
    'Requests wait too long for a decision here. Start with APPROVAL_HOURS=0.005, and one expires after 18 seconds.',
  );
}

async function go(step: Step, card: Card, wanted: Wanted, { faults, product }: BringOptions): Promise<void> {
  for (const rule of step.faults ?? []) faults.add(rule);
  await card.press(step.verdict);
  await reaches(step.leadsTo, card, wanted, product);
}

const reaches = (
  state: EffectState,
  card: Card,
  { organisation }: Wanted,
  product: JudgedProduct,
  limitMs = settleMs,
) =>
  until(
    `The state “${state}”`,
    async () => (await product.stateOf(organisation.slack.team, card.effect)) === state,
    limitMs,
  );

/** Brings one request into the wanted state as people would: a command in Slack, and clicks on its card. */
export async function bring(wanted: Wanted, options: BringOptions): Promise<Brought> {
  const { drive, product } = options;
  const { state, requester } = wanted;
  const road = roads[state];
  if (!road) throw new ControlError(400, `No road leads to “${state}”.`);
  if (state === 'expired') checkExpiry(product);
  const mark = `judged-${randomBytes(6).toString('hex')}`;
  const card = await createCard({
    drive,
    wanted,
    mark,
    command: commands[road.asks](mark),
    isOwn: road.asks === 'lead',
  });
  for (const step of road.steps) await go(step, card, wanted, options);
  if (state === 'expired') await reaches('expired', card, wanted, product, product.approvalMs + settleMs);
  const { effect, approve, team, channel } = card;
  return {
    approveActionId: approve.actionId,
    approveVerb: 'decide',
    approveValue: approve.value,
    effect,
    state,
    team,
    channel,
    message: approve.messageTs,
    requester: requester.slack,
  };
}

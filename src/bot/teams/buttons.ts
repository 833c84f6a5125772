import { z } from 'zod';
import { AppError, type DecideAction, maxCommentLength, ratings, verdicts } from '../../core/index.ts';
import { maxReasonLength, reasonWords, secondThought } from '../asking/deciding.ts';
import type { Offer } from '../asking/say.ts';
import {
  type Action,
  type ActionSet,
  type ButtonData,
  cardOf,
  type Element,
  type Execute,
  richText,
  run,
  type Submit,
} from './card-elements.ts';

const titleMax = 75;
/** What was typed is carried by the button that opens the form, as long as there is room for it. */
const argsMax = 6_000;
/** Teams shows six at once. */
const perRow = 6;

const id = z.string().min(1).max(200);
const text = (max: number) => z.string().max(max).default('');
/** What our buttons and forms carry; it comes back from outside, so it is looked at again. */
const carried = z.discriminatedUnion('adjutant', [
  z.object({
    adjutant: z.literal('decide'),
    verdict: z.enum(verdicts),
    effect: id,
    hash: id,
    reason: text(4_000),
    isListed: z.boolean().default(false),
  }),
  z.object({ adjutant: z.literal('rate'), run: id, rating: z.enum(ratings), comment: text(10_000) }),
  z.object({ adjutant: z.literal('form'), capability: id, args: z.record(z.string(), z.string()).default({}) }),
  z.object({ adjutant: z.literal('help') }),
  z.looseObject({ adjutant: z.literal('submit'), capability: id, form: id }),
]);
export type Carried = z.output<typeof carried>;

export function readCarried(data: unknown): Carried {
  const result = carried.safeParse(data);
  if (result.success) return result.data;
  throw new AppError('input.invalid', 'This button or form is from an older version. Please ask again.');
}

export const isOurs = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'adjutant' in value && typeof value.adjutant === 'string';

const short = (title: string): string => (title.length > titleMax ? `${title.slice(0, titleMax - 2)} …` : title);

function execute(title: string, data: ButtonData, style?: Execute['style']): Execute {
  const fallback: Submit = { type: 'Action.Submit', title: short(title), data };
  return {
    type: 'Action.Execute',
    title: short(title),
    verb: data.adjutant,
    data,
    ...(style ? { style } : {}),
    fallback,
  };
}

const styles = { primary: 'positive', danger: 'destructive' } as const;

/**
 * A decision; where a reason or a second thought is wanted, the card opens for it. `isListed`: it stands in a list, and not on
 * the effect's own card.
 */
export function decisionButton(
  { verdict, label, effect, hash, style, asksReason }: DecideAction,
  { isListed } = { isListed: false },
): Action {
  const looks = style ? styles[style] : undefined;
  const listed = isListed ? { isListed } : {};
  const decide = execute(label, { adjutant: 'decide', verdict, effect, hash, ...listed }, looks);
  const question = secondThought(verdict);
  if (!asksReason && !question) return decide;
  const body: Element[] = question ? [richText(run(question))] : [];
  if (asksReason) {
    body.push({
      type: 'Input.Text',
      id: 'reason',
      label: Object.values(reasonWords(verdict)).join('. '),
      isRequired: false,
      isMultiline: true,
      maxLength: maxReasonLength,
    });
  }
  const card = cardOf(body, [decide]);
  return { type: 'Action.ShowCard', title: short(label), ...(looks ? { style: looks } : {}), card };
}

/** Two thumbs below an answer; the second asks what would have helped. */
export function ratingButtons(runId: string): ActionSet {
  const comment: Element = {
    type: 'Input.Text',
    id: 'comment',
    label: 'What would have helped? Read by those who look after Adjutant in your organisation.',
    isRequired: false,
    isMultiline: true,
    maxLength: maxCommentLength,
  };
  const bad = execute('Send', { adjutant: 'rate', run: runId, rating: 'bad' });
  return {
    type: 'ActionSet',
    actions: [
      execute('👍 Good answer', { adjutant: 'rate', run: runId, rating: 'good' }),
      { type: 'Action.ShowCard', title: '👎 Bad answer', card: cardOf([comment], [bad]) },
    ],
  };
}

function offerButton(offer: Offer): Action {
  if (offer.kind === 'help') return execute(offer.label, { adjutant: 'help' });
  if (offer.kind === 'decide') return decisionButton(offer.action, { isListed: true });
  const isSmall = JSON.stringify(offer.args).length <= argsMax;
  const data = { adjutant: 'form', capability: offer.capability.name, args: isSmall ? offer.args : {} };
  return { type: 'Action.Submit', title: short(offer.label), data: { msteams: { type: 'task/fetch' }, ...data } };
}

/** Rows of what can be pressed. */
export function offerButtons(offers: readonly Offer[]): ActionSet[] {
  const starts = Array.from({ length: Math.ceil(offers.length / perRow) }, (_, row) => row * perRow);
  return starts.map((start) => ({
    type: 'ActionSet',
    actions: offers.slice(start, start + perRow).map(offerButton),
  }));
}

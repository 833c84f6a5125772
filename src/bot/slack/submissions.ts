import type { ViewResponseAction } from '@slack/bolt';
import { type AppError, isExpected } from '../../core/index.ts';
import { capabilityNamed, decideFor, rateFor } from '../asking/clicks.ts';
import { faultsOf } from '../asking/faults.ts';
import { sayRefusal } from '../asking/refusal.ts';
import { sentence } from '../asking/say.ts';
import { submitForm as submitEntered } from '../asking/submit-form.ts';
import { answersAt, clickerOf, utteranceOf } from './chat.ts';
import type { DoorParts } from './door-parts.ts';
import { shorten } from './fit.ts';
import { enteredIn, formMetadata } from './form.ts';
import { readCarried, type SlackSubmission } from './payloads.ts';
import { commentBlock, ratingMetadata } from './rating-form.ts';
import { reasonBlock, reasonMetadata } from './reason-form.ts';
import type { Reception } from './reception.ts';
import { renderSay } from './whisper.ts';
import { whoIs } from './who.ts';

/** Nothing closes the form. */
export type SubmissionAnswer = ViewResponseAction | undefined;

const errorMax = 300;

/** Puts the message beside the field that it is about, or else the first one, and each other fault beside its own; a form without fields shows it instead. */
function refusal(error: Pick<AppError, 'message' | 'fields'>, inputs: readonly string[]): ViewResponseAction {
  const { message, fields } = faultsOf(error);
  const own = Object.keys(error.fields).find((field) => inputs.includes(field)) ?? inputs[0];
  const isSaid = message !== undefined || !Object.keys(fields).some((field) => inputs.includes(field));
  const said = { ...fields, ...(isSaid && own !== undefined ? { [own]: message ?? error.message } : {}) };
  const errors = Object.fromEntries(
    Object.entries(said)
      .filter(([field]) => inputs.includes(field))
      .map(([field, fault]) => [field, shorten(fault, errorMax)]),
  );
  if (own !== undefined) return { response_action: 'errors', errors };
  const { blocks } = renderSay(sentence('warning', error.message));
  return {
    response_action: 'update',
    view: { type: 'modal', title: { type: 'plain_text', text: 'Not accepted' }, blocks },
  };
}

/** The text in a form's only field; empty when nothing was written. */
function writtenIn(values: SlackSubmission['values'], block: string): string {
  const given = values[block]?.value;
  const text = typeof given === 'object' && given !== null && 'value' in given ? given.value : undefined;
  return typeof text === 'string' ? text : '';
}

export function createSubmissions({ services }: DoorParts) {
  async function submitForm(
    { speaker, view, metadata, values }: SlackSubmission,
    { correlation }: Reception,
  ): Promise<void> {
    const { capability: name, channel, thread, respond } = readCarried(formMetadata, metadata);
    const capability = capabilityNamed(services, name);
    const who = await whoIs(services.identity, speaker);
    const place = { channel, thread, respond };
    const utterance = utteranceOf({ speaker, who, place, correlation }, view);
    await submitEntered(
      services,
      { ...utterance, answersAt: answersAt(speaker, place) },
      { capability, entered: enteredIn(capability, values) },
    );
  }

  async function giveReason({ speaker, metadata, values }: SlackSubmission, { correlation }: Reception): Promise<void> {
    const { verdict, effect, hash } = readCarried(reasonMetadata, metadata);
    const decision = { verdict, effect, hash, reason: writtenIn(values, reasonBlock) };
    const who = await whoIs(services.identity, speaker);
    await decideFor(services, clickerOf(who, correlation), decision);
  }

  async function giveComment(
    { speaker, metadata, values }: SlackSubmission,
    { correlation }: Reception,
  ): Promise<void> {
    const { run } = readCarried(ratingMetadata, metadata);
    const comment = writtenIn(values, commentBlock);
    // The rating itself was kept at the click.
    if (comment.trim() === '') return;
    const who = await whoIs(services.identity, speaker);
    await rateFor(services, clickerOf(who, correlation), { run, rating: 'bad', comment });
  }

  const answering =
    (handler: (submission: SlackSubmission, reception: Reception) => Promise<void>) =>
    async (submission: SlackSubmission, reception: Reception): Promise<SubmissionAnswer> => {
      try {
        await handler(submission, reception);
        return undefined;
      } catch (error) {
        if (isExpected(error)) return refusal(error, submission.inputs);
        const { reply } = sayRefusal(error, reception.correlation, services.log);
        return refusal({ message: reply.markdown, fields: {} }, submission.inputs);
      }
    };

  return { submitForm: answering(submitForm), giveReason: answering(giveReason), giveComment: answering(giveComment) };
}

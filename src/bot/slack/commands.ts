import type { RespondArguments } from '@slack/bolt';
import { askForMissing, type Incomplete, tooLongForForm } from '../asking/ask-back.ts';
import { sayRefusal } from '../asking/refusal.ts';
import { respondTo } from '../asking/respond.ts';
import type { Say } from '../asking/say.ts';
import { slackChat, utteranceOf } from './chat.ts';
import type { DoorParts } from './door-parts.ts';
import { formOf } from './form.ts';
import { openView } from './open-view.ts';
import type { SlackCommand } from './payloads.ts';
import type { Reception } from './reception.ts';
import { renderSay } from './whisper.ts';
import { whoIs } from './who.ts';

/** What goes into the answer to Slack's own request; nothing when all is said elsewhere. */
export type CommandAnswer = RespondArguments | undefined;
const ephemeral = (say: Say): CommandAnswer => ({ response_type: 'ephemeral', ...renderSay(say) });

/** `/adjutant …`: help and mistakes are answered in place, a form is opened for what is missing, everything else is accepted. */
export async function answerCommand(
  { services, clients, whisper }: DoorParts,
  command: SlackCommand,
  reception: Reception,
): Promise<CommandAnswer> {
  const { speaker, place, trigger, responseUrl } = command;
  let tenant: string | undefined;

  async function answerOf(): Promise<Say | undefined> {
    const who = await whoIs(services.identity, speaker);
    tenant = who.tenant;
    const utterance = utteranceOf({ speaker, who, place, correlation: reception.correlation }, trigger);
    const answer = await respondTo(services, command.text, utterance);
    return answer.kind === 'incomplete' ? complete(who.tenant, answer) : answer.kind === 'say' ? answer : undefined;
  }

  async function complete(of: string, incomplete: Incomplete): Promise<Say | undefined> {
    if (tooLongForForm(incomplete.args, slackChat).length > 0) return askForMissing(incomplete, slackChat);
    const metadata = { capability: incomplete.capability.name, channel: place.channel, respond: responseUrl };
    await openView(clients, { tenant: of, team: speaker.team, trigger }, formOf({ ...incomplete, metadata }));
    return undefined;
  }

  const say = await answerOf().catch((error: unknown) => sayRefusal(error, reception.correlation, services.log));
  if (say && reception.isAnswered()) await whisper({ tenant, speaker, place, responseUrl }, say);
  return say && ephemeral(say);
}

import type { RespondArguments } from '@slack/bolt';
import { askForMissing } from './ask-back.ts';
import { type Answer, respondTo } from './converse.ts';
import type { DoorParts } from './door-parts.ts';
import { formOf, tooLongForForm } from './form.ts';
import { openView } from './open-view.ts';
import type { SlackCommand } from './payloads.ts';
import type { Reception } from './reception.ts';
import { sayRefusal } from './refusal.ts';
import type { Say } from './say.ts';
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
    const answer = await respondTo(services, command.text, {
      speaker,
      who,
      place,
      externalId: trigger,
      conversationKey: `slack:${speaker.team}:${place.channel}:${trigger}`,
      correlation: reception.correlation,
    });
    return answer.kind === 'incomplete' ? complete(who.tenant, answer) : answer.kind === 'say' ? answer : undefined;
  }

  async function complete(of: string, incomplete: Extract<Answer, { kind: 'incomplete' }>): Promise<Say | undefined> {
    if (tooLongForForm(incomplete.args).length > 0) return askForMissing(incomplete);
    const metadata = { capability: incomplete.capability.name, channel: place.channel, respond: responseUrl };
    await openView(clients, { tenant: of, team: speaker.team, trigger }, formOf({ ...incomplete, metadata }));
    return undefined;
  }

  const say = await answerOf().catch((error: unknown) => sayRefusal(error, reception.correlation, services.log));
  if (say && reception.isAnswered()) await whisper({ tenant, speaker, place, responseUrl }, say);
  return say && ephemeral(say);
}

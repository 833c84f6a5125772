import type { Verdict } from '../../src/core/index.ts';
import type { SandboxPerson } from '../organisations.ts';
import type { SlackDriver } from '../slack/drive.ts';
import { type CardButton, cardButtons, everythingIn } from './card-buttons.ts';
import { until } from './until.ts';
import { ControlError, type Wanted } from './wanted.ts';

/** The card of one request, in the channel where it was asked for. */
export interface Card {
  effect: string;
  approve: CardButton;
  team: string;
  channel: string;
  press(verdict: Verdict): Promise<void>;
}

export interface CardOptions {
  drive: SlackDriver;
  wanted: Wanted;
  /** Stands in the request, and nowhere else. */
  mark: string;
  command: string;
  /** Who asked may also approve it. */
  isOwn: boolean;
}

const cardMs = 30_000;

/** The first who may decide, and did not ask. */
function otherThan({ organisation, requester }: Wanted): SandboxPerson {
  const other = organisation.people.find(({ slack, role }) => slack !== requester.slack && role !== 'viewer');
  if (!other) throw new ControlError(409, 'Nobody else is there to decide this.');
  return other;
}

/** Asks for it with a command, and waits for its card. */
export async function createCard({ drive, wanted, mark, command, isOwn }: CardOptions): Promise<Card> {
  const { organisation, requester } = wanted;
  const { team, channels } = organisation.slack;
  const channel = channels.find(({ hasBot }) => hasBot)?.id ?? '';
  const place = (person: SandboxPerson) => ({ team, channel, user: person.slack });
  const messages = () => drive.channelHistory(channel).flatMap(({ ts }) => drive.thread(channel, ts));
  const buttons = () => cardButtons(messages().filter((each) => everythingIn(each).includes(mark)));
  const whispered = () => drive.ephemerals(channel, requester.slack).length;

  const whisperedBefore = whispered();
  const answer = await drive.command({ ...place(requester), command: '/adjutant', text: command });
  if (answer.status !== 200)
    throw new ControlError(502, `The command was not taken: ${answer.failure ?? answer.status}.`);
  const approve = await until(
    'The card',
    async () => {
      const found = buttons().find(({ verdict }) => verdict === 'approve');
      if (!found && (answer.body !== '' || whispered() > whisperedBefore))
        throw new ControlError(409, `${requester.name} cannot ask for this: their role does not let them.`);
      return found;
    },
    cardMs,
  );

  return {
    effect: approve.effect,
    approve,
    team,
    channel,
    async press(verdict) {
      const isThat = (each: CardButton): boolean => each.verdict === verdict && each.effect === approve.effect;
      const button = await until(`The button for “${verdict}”`, async () => buttons().find(isThat), cardMs);
      const person = isOwn || verdict !== 'approve' ? requester : otherThan(wanted);
      const opened = drive.views(person.slack).length;
      await drive.click({ ...place(person), ...button });
      const form = drive.views(person.slack)[opened];
      if (form) await drive.submitView({ team, user: person.slack, viewId: form.id });
    },
  };
}

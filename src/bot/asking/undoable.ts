import {
  type Agent,
  type Command,
  cannot,
  type DecideAction,
  endingsOf,
  escapeMarkdown,
  fieldsOf,
  inlineCode,
  type Principal,
  typedFields,
  verbNounOf,
} from '../../core/index.ts';
import type { EffectView, Services } from '../../services/index.ts';
import type { Audience } from './audience.ts';
import { typedAt } from './chat-door.ts';
import { type Deleted, latestDeleted, namedFor, restorerOf } from './deleted.ts';
import { formOffer, type Offer, type Say } from './say.ts';

/** So many of the latest are looked at, and so many of one's own are shown. */
const lookedAt = 30;
const shownAtMost = 5;

/** What was asked before it was approved, which is no question any more. */
const firstLine = (markdown: string): string => (markdown.split('\n')[0] ?? '').replace(/\?$/, '');

interface Undoable {
  what: string;
  action: DecideAction;
}

function undoableIn({ card, effect, whyNot }: EffectView, { person }: Principal): Undoable | undefined {
  const action = card.actions?.find(({ verdict }) => verdict === 'undo');
  if (!action || whyNot !== undefined || effect.requester !== person) return undefined;
  return { what: firstLine(card.markdown), action };
}

const agentOf = ({ name }: { name: string }): string => name.slice(0, name.indexOf('.'));

/** Made by an effect and deleted since, so that there is nothing left of it to undo. */
function deletionOf({ effect }: EffectView, deleted: readonly Deleted[]): Deleted | undefined {
  return deleted.find(
    ({ capability, output }) =>
      agentOf(capability) === agentOf({ name: effect.capability }) &&
      output.number !== undefined &&
      output.number === effect.output?.number,
  );
}

interface Found {
  undoable: Undoable[];
  /** Was made by an effect, and deleted since. */
  gone: { deleted: Deleted; made: EffectView }[];
}

/** What somebody asked for, that was done, and what of it can still be taken back. */
async function ownDone(
  { effects }: Services,
  principal: Principal,
  { agent, deleted }: { agent: Agent | undefined; deleted: readonly Deleted[] },
): Promise<Found> {
  const done = await effects.ownUndoable(principal, { ...(agent ? { agent: agent.name } : {}), limit: lookedAt });
  const found: Found = { undoable: [], gone: [] };
  for (const { id } of done) {
    if (found.undoable.length === shownAtMost) break;
    const view = await effects.find(principal, id);
    const undoable = view && undoableIn(view, principal);
    if (!undoable) continue;
    const gone = deletionOf(view, deleted);
    if (gone) found.gone.push({ deleted: gone, made: view });
    else found.undoable.push(undoable);
  }
  return found;
}

function nameOf({ capability, output }: Deleted): string {
  const noun = verbNounOf(capability)
    .replace(/^delete-/, '')
    .replaceAll('-', ' ');
  const title = typeof output.title === 'string' ? `: ${escapeMarkdown(output.title)}` : '';
  const number = fieldsOf(capability).find(({ kind }) => kind === 'number')?.name ?? '';
  return `**${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${String(output[number] ?? '')}${title}**`;
}

interface Line {
  words: string;
  offer: Offer;
}

/** How to bring back what was deleted. */
function toRestore({ own, door }: Audience, deleted: Deleted): Line[] {
  const capability = restorerOf(own, deleted.capability);
  const agent = own.agents.find(({ capabilities }) => capability && capabilities.includes(capability));
  if (!capability || !agent) return [];
  const args = namedFor(capability, deleted.output);
  const number = fieldsOf(capability).find(({ kind }) => kind === 'number')?.name ?? '';
  const said = typedAt(door, `${agent.alias ?? agent.name} restore ${args[number] ?? ''}`);
  return [
    {
      words: `${nameOf(deleted)} was deleted. To bring it back, say ${inlineCode(said)}.`,
      offer: formOffer(capability, { args }),
    },
  ];
}

/** How to make anew what was deleted: what was approved ended with it. */
function toMakeAnew({ own }: Audience, { deleted, made }: Found['gone'][number]): Line[] {
  const capability = own.find(made.effect.capability);
  if (!capability) return [];
  return [
    {
      words: `${nameOf(deleted)} was deleted, and its approval ended with it. The form sets it up again as it was.`,
      offer: formOffer(capability, {
        label: `${capability.title} again`.slice(0, 40),
        args: typedFields(made.effect.input),
      }),
    },
  ];
}

const nothing = (agent: Agent | undefined): string =>
  `Nothing ${agent ? `of **${escapeMarkdown(agent.title)}** ` : ''}that you asked for lately can be undone here. What was made long ago, or by others, has its ${inlineCode('Undo')} on its card or in the console.`;

function listOf(undoable: readonly Undoable[]): Say['reply']['markdown'] {
  const lines = undoable.map(({ what }, index) => `${index + 1}. ${what}`);
  return `These are your latest that can be undone. Which one?\n\n${lines.join('\n')}`;
}

/** For words that an agent has nothing for: said before what there is. */
function headOf({ door }: Audience, agent: Agent, verb: string | undefined): string[] {
  if (verb === undefined || verb === 'undo' || verb === 'revert') return [];
  const help = inlineCode(typedAt(door, `help ${agent.alias ?? agent.name}`));
  return [
    `${escapeMarkdown(cannot(agent, verb))} What there is: ${help}. If the words are meant as a text, put them into quotes.`,
  ];
}

/** For who wants to take something back: the latest of their own that can be, each with its button, and what else there is. */
export async function undoable(
  services: Services,
  audience: Audience,
  { agent, verb }: Pick<Extract<Command, { kind: 'undo' }>, 'agent' | 'verb'> = {},
): Promise<Say> {
  const { principal, own } = audience;
  const isOf = (name: string): boolean => !agent || agentOf({ name }) === agent.name;
  const deleted = (await latestDeleted(services, principal)).filter(({ capability }) => isOf(capability.name));
  const found = await ownDone(services, principal, { agent, deleted });
  const others = [
    ...deleted.filter(({ personId }) => personId === principal.person).flatMap((each) => toRestore(audience, each)),
    ...found.gone.flatMap((each) => toMakeAnew(audience, each)),
  ].slice(0, shownAtMost);
  const endings = agent ? endingsOf(agent).filter(({ name }) => own.find(name)) : [];
  return {
    reply: {
      tone: found.undoable.length > 0 ? 'question' : 'neutral',
      markdown: [
        ...(agent ? headOf(audience, agent, verb) : []),
        ...(found.undoable.length > 0 ? [listOf(found.undoable)] : others.length > 0 ? [] : [nothing(agent)]),
        ...(others.length > 0 ? [others.map(({ words }) => `- ${words}`).join('\n')] : []),
      ].join('\n\n'),
    },
    offers: [
      ...found.undoable.map(
        ({ action }, index): Offer => ({ kind: 'decide', action: { ...action, label: `Undo ${index + 1}` } }),
      ),
      ...others.map(({ offer }) => offer),
      ...endings.map((each) => formOffer(each)),
    ].slice(0, 10),
  };
}

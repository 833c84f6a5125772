import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let maria: Person;
beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
});
afterAll(() => world.close());

const history = () => world.vendors.slack.drive.channelHistory(maria.where.channel);

/** Asks in the channel, and resolves to the root of the thread once it is answered. */
async function begin(words: string): Promise<string> {
  const before = history().length;
  await maria.command(words);
  const root = await waitFor('a first message', () => history()[before]);
  await waitFor('its end', () => {
    const [first, ...answers] = world.vendors.slack.drive.thread(maria.where.channel, root.ts);
    return /Done\./.test(first?.text ?? '') && answers.length > 0;
  });
  return root.ts;
}

/** Says something in a thread with a mention, and resolves to what comes there. */
async function reply(root: string, words: string, who = maria): Promise<string> {
  const { drive } = world.vendors.slack;
  const before = drive.thread(maria.where.channel, root).length;
  const { botUser } = world.aurora.slack;
  await drive.message({ ...who.where, channel: maria.where.channel, text: `<@${botUser}> ${words}`, threadTs: root });
  // A run says first what was asked, and then what came of it.
  const isAnswer = ({ text }: { text: string }): boolean => !/ asked: /.test(text);
  const told = await waitFor(`an answer to “${words}”`, () => {
    const more = drive.thread(maria.where.channel, root).slice(before + 1);
    return more.some(isAnswer) && more;
  });
  return told.map(({ text, blocks = [] }) => `${text}\n${shownIn(blocks)}`).join('\n');
}

describe('a thread', () => {
  it('remembers which plan it is about, for words that name no agent and for those that do', async () => {
    await begin('plan Another goal in 4 weeks');
    const root = await begin('plan Launch the shop in 6 weeks');
    await begin('plan A third goal in 3 weeks');
    expect(await reply(root, 'what are its risks?')).toMatch(/plan 2\b/i);
    expect(await reply(root, 'show it')).toMatch(/open risks\D+plan 2\b/);
    expect(await reply(root, 'and how does the plan look?')).toContain('Launch the shop');
    expect(await reply(root, 'risk register')).toMatch(/plan 2\b/i);
  });

  it('is about something else where that is named', async () => {
    const root = await begin('plan Open a branch office in 6 weeks');
    expect(await reply(root, 'show plan 1')).toContain('Another goal');
  });

  it('is about nothing for what only makes conversation', async () => {
    const root = await begin('plan Tidy up in 2 weeks');
    expect(await reply(root, 'thanks')).toMatch(/Three things to try/);
    expect(await reply(root, 'sing us a song')).toMatch(/did not understand/);
  });

  it('takes nothing away that was not named', async () => {
    const root = await begin('plan Keep me in 2 weeks');
    await reply(root, 'delete it');
    expect(await reply(root, 'how does the plan look?')).toContain('Keep me');
  });

  it('asks back with a form for what one request lacks', async () => {
    const root = await begin('plan Yet another goal in 2 weeks');
    expect(await reply(root, 'code apply-patch')).toMatch(/still needs patch[\s\S]*Fill in a form|still needs `?patch/);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { expectClear } from './asking.ts';

let world: World;
let maria: Person;
let viewer: Person;
beforeAll(async () => {
  world = await startWorld({ hasModel: true, settings: { OPENAI_TIMEOUT_SECONDS: '1' } });
  maria = personIn(world, world.aurora, 'Maria');
  const { name = '' } = world.aurora.people.find(({ role }) => role === 'viewer') ?? {};
  viewer = personIn(world, world.aurora, name);
});
afterEach(() => world.vendors.models.reset());
afterAll(() => world.close());

const script: World['vendors']['models']['script'] = (answers) => world.vendors.models.script(answers);
const asked = () => world.vendors.models.received();
const toolsOf = (index = -1): string[] =>
  asked()
    .at(index)
    ?.tools?.map((tool) => tool.function.name) ?? [];

/** What the person’s newest run says in its thread, once it has ended. */
async function answerTo(person: Person, words: string): Promise<string> {
  const { drive } = world.vendors.slack;
  const { channel } = person.where;
  const before = drive.channelHistory(channel).length;
  await person.command(words);
  const root = await waitFor('a first message', () => drive.channelHistory(channel)[before]);
  const isOver = /Done\.|Not done\.|Done in part\.|It ended/;
  const thread = await waitFor('its end', () => {
    const messages = drive.thread(channel, root.ts);
    return isOver.test(messages[0]?.text ?? '') && messages.length > 1 && messages;
  });
  return thread.map(({ text, blocks = [] }) => `${text}\n${shownIn(blocks)}`).join('\n');
}

/** Says something with a mention in the thread whose first answer shows these words, and resolves to what comes there. */
async function replyTo(about: RegExp, words: string): Promise<string> {
  const { drive } = world.vendors.slack;
  const { channel } = maria.where;
  const root = drive
    .channelHistory(channel)
    .find(({ ts }) => drive.thread(channel, ts).some(({ text }) => about.test(text)));
  const threadTs = root?.ts ?? '';
  const before = drive.thread(channel, threadTs).length;
  await drive.message({ ...maria.where, text: `<@${world.aurora.slack.botUser}> ${words}`, threadTs });
  const told = await waitFor(`an answer to “${words}”`, () => {
    const more = drive.thread(channel, threadTs).slice(before + 1);
    return more.some(({ text }) => !/ asked: /.test(text)) && more;
  });
  return told.map(({ text, blocks = [] }) => `${text}\n${shownIn(blocks)}`).join('\n');
}

const readme = { project: 'aurora/adjutant', find: 'tea', replace: 'coffee', paths: 'README.md' };

describe('free words, with a model', () => {
  it('become the capability that they ask for', async () => {
    script([{ when: 'shop window', calls: [{ tool: 'planning_make-plan', input: { goal: 'Redo the shop window' } }] }]);
    await maria.command('could somebody sort out how we redo the shop window');
    await maria.sees(/Maria[^\n]* asked: \*Make a plan\*\. Done\.[\s\S]*sort out how we redo the shop window/);
    await maria.sees(/Redo the shop window/);
  });

  it('become two calls, of which one waits for a person', async () => {
    script([
      {
        when: 'coffee',
        calls: [
          { tool: 'coding_replace-text', input: readme },
          { tool: 'identity_who-am-i', input: {} },
        ],
      },
    ]);
    await maria.command('we sell coffee now and by the way who do you think I am?');
    await maria.press(await maria.card('“tea”'));
    await maria.sees(/asked: \*Replace a text\*, \*[^*]+\*\. Done\./);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ mergeRequests: 1 });
  });

  it('that can be read without a model are, and it is not asked', async () => {
    await maria.command('plan Move the shop');
    await maria.sees(/asked: \*Make a plan\*\. Done\.[\s\S]*Move the shop/);
    expect(asked()).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['we need a plan for the move to Hamburg by 30 June', /asked: \*Make a plan\*\. Done\.[\s\S]*move to Hamburg/],
    ['please draft a tweet about our new office in Graz', /asked: \*Draft a post for X\*\. Done\.[\s\S]*Graz/],
  ])('that leave no doubt are not asked of it: %s', async (words, done) => {
    await maria.command(words);
    await maria.sees(done);
    expect(asked()).toEqual([]);
  });

  it.each([
    ['a question', 'who does what in the shop plan?'],
    ['several steps', 'draw up a plan for the fair, and then draft a tweet about it'],
    ['a long text', `we need a plan for the move to Hamburg, ${'and the boxes have to be packed, '.repeat(8)}`],
    ['what may mean something else', 'add a security review of 3 days after the build, and tell me the end'],
  ])('that are %s are asked of it', async (_what, words) => {
    script([{ text: 'Which one do you mean?' }]);
    expect(await answerTo(maria, words)).toMatch(/Which one do you mean/);
    expect(asked()).toHaveLength(1);
  });

  it('that ask for nothing get its words, marked as such, with nothing in them that leads elsewhere', async () => {
    script([
      {
        text: 'Which plan? See ![x](https://evil.example/?q=1) or https://evil.example/a <!channel> @here <b>now</b>',
      },
    ]);
    const told = await answerTo(maria, 'make it better somehow');
    expectClear(told, /Which plan\?/);
    expect(told).toMatch(/A model wrote this/);
    expect(told).not.toMatch(/evil\.example|<!channel>|@here|<b>/);
  });

  it('go on with what was looked up, without what nobody would have to approve', async () => {
    script([
      { when: 'how did it go', calls: [{ tool: 'planning_list-plans', input: {} }], times: 1 },
      { when: 'result of planning.list-plans', text: 'There are plans about the shop.' },
    ]);
    const told = await answerTo(maria, 'so how did it go');
    expect(told).toMatch(/There are plans about the shop\./);
    expect(toolsOf(0)).toContain('planning_delete-plan');
    expect(toolsOf(1)).not.toContain('planning_delete-plan');
    expect(toolsOf(1)).toContain('coding_replace-text');
  });

  it('look up no longer than a few rounds', async () => {
    script([{ calls: [{ tool: 'planning_list-plans', input: {} }] }]);
    await answerTo(maria, 'so how did it go again and again');
    expect(asked()).toHaveLength(3);
  });

  it.each<[string, Parameters<typeof script>[0], RegExp]>([
    ['is away', [{ status: 503 }], /not available|left alone/],
    ['is too slow', [{ delayMs: 4_000, text: 'late' }], /No answer|left alone/],
    ['asks to wait', [{ status: 429, retryAfterSeconds: 60 }], /asks to wait/],
    [
      'writes something unreadable',
      [{ calls: [{ tool: 'planning_make-plan', arguments: '{"goal' }] }],
      /did not turn this into/,
    ],
    ['calls what is not there', [{ calls: [{ tool: 'shell', input: { run: 'ls' } }] }], /no such tool/],
    [
      'gives what does not fit',
      [{ calls: [{ tool: 'planning_show-plan', input: { plan: 'x' } }] }],
      /did not turn this into/,
    ],
    [
      'names a project of others',
      [{ calls: [{ tool: 'coding_replace-text', input: { ...readme, project: 'borealis/adjutant' } }] }],
      /no project/,
    ],
    [
      'calls too much',
      [{ calls: [1, 2, 3, 4, 5, 6].map((plan) => ({ tool: 'planning_show-plan', input: { plan } })) }],
      /at most 5/,
    ],
  ])(
    'are answered clearly when the model %s',
    async (_how, answers, words) => {
      script(answers);
      const told = await answerTo(maria, 'please do the thing with the stuff');
      expectClear(told, words);
      expect(told).toMatch(/Nothing was done/);
    },
    60_000,
  );

  it('are tried once more when the model can mend its call', async () => {
    script([
      { when: 'old one', calls: [{ tool: 'planning_show-plan', input: { plan: 'the old one' } }], times: 1 },
      { when: 'plan:', calls: [{ tool: 'planning_show-plan', input: { plan: 1 } }], times: 1 },
      { text: 'That is it.' },
    ]);
    const told = await answerTo(maria, 'let me see the old one');
    expect(told).toMatch(/Show a plan/);
  });

  it('are understood for programs, too, and answered as data', async () => {
    script([{ text: 'All is well. Which plan do you mean?' }]);
    const response = await fetch(`${world.url}/v1/orchestrator/ask`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.tokenOf(world.aurora)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ request: 'hello, how are things' }),
    });
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({
        status: 'done',
        output: { text: 'All is well. Which plan do you mean?' },
        text: expect.stringContaining('A model wrote this'),
      }),
    ]);
  });

  it('never reach what the asker may not use', async () => {
    script([{ calls: [{ tool: 'coding_replace-text', input: readme }] }]);
    const before = world.vendors.gitlab.countEffects();
    const told = await answerTo(viewer, 'we sell coffee now, not tea');
    expect(toolsOf()).not.toContain('coding_replace-text');
    expect(told).toMatch(/no such tool/);
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
  });

  it('take over what their thread is about, whether it understood them or they left no doubt', async () => {
    script([{ when: 'worry', calls: [{ tool: 'risk_assess-project', input: {} }] }]);
    await answerTo(maria, 'plan Another thing');
    const about = await answerTo(maria, 'plan Open the branch office in 6 weeks');
    const number = /Plan (\d+)/i.exec(about)?.[1];
    await answerTo(maria, 'plan A third thing');
    const told = await replyTo(/Open the branch office/, 'should anybody worry here');
    expect(told).toMatch(new RegExp(`plan ${number}\\b`, 'i'));
    expect(asked()).toHaveLength(1);
    expect(await replyTo(/Open the branch office/, 'please turn the tasks into GitLab issues')).toMatch(
      new RegExp(`plan ${number}\\b`, 'i'),
    );
    expect(asked()).toHaveLength(1);
  });
});

describe('a described change', () => {
  it('is written by the model, approved by a person, and opened as a merge request', async () => {
    const { mergeRequests = 0 } = world.vendors.gitlab.countEffects();
    await maria.command('code propose a change: replace "555-0100" with "555-0199" in README.md');
    await maria.press(await maria.card('555-0199'));
    await maria.sees(/asked: \*Propose a change\*\. Done\./);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ mergeRequests: mergeRequests + 1 });
    // Planned once, from one answer: what was approved is what was sent.
    expect(asked()).toHaveLength(1);
  });
});

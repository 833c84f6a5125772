import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownIn } from '../../harness/shown.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import {
  buttonsOf,
  commandFields,
  engineering,
  jonas,
  priya,
  roots,
  sendForm,
  team,
  textOf,
  threadOf,
} from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const run = (text: string, { user = jonas, command = '/adjutant', channel = engineering } = {}) =>
  world.vendors.slack.drive.command({ team, channel, user, command, text });
const said = async (text: string, as = {}) => JSON.parse((await run(text, as)).body);
const views = (user = jonas) => world.vendors.slack.drive.views(user);
const lastView = () => {
  const view = views().at(-1);
  if (!view) throw new Error('no form is open');
  return view;
};
const inputsOf = (view: { payload: Record<string, unknown> }): Record<string, unknown>[] =>
  (view.payload.blocks as Record<string, unknown>[]).filter(({ type }) => type === 'input');

describe('/adjutant help', () => {
  it('shows each agent with what the person may do, and how to write it', async () => {
    const help = await said('help');
    expect(help.response_type).toBe('ephemeral');
    const shown = textOf(help);
    expect(shown).toContain('Coding (coding, short code)');
    expect(shown).toContain('`replace-text`');
    expect(shown).toContain('In words: /adjutant ask plan launch the website; then its risks');
    expect(shown).not.toContain('branch-with-commit');
  });

  it('shows one agent with what it does, and how to write it', async () => {
    const { text } = await said('help coding');
    expect(text).toContain('• `/adjutant coding replace-text` Replace a text');
    expect(text).not.toContain('branch-with-commit');
  });

  it('leaves out what the role does not allow', async () => {
    const { blocks } = await said('help', { user: priya });
    expect(shownIn(blocks)).toContain('who-am-i');
    expect(shownIn(blocks)).not.toContain('replace-text');
  });

  it('shows one capability with its fields, and an example with a project of the person', async () => {
    const help = await said('help code replace-text');
    expect(help.text).toContain('• `find` (needed): Exact text, letter case included');
    expect(help.text).toContain(
      '`/adjutant coding replace-text project=aurora/adjutant find=getUser replace=findUser paths=src/**`',
    );
    expect(help.text).toContain('Nothing is changed before somebody approves');
    expect(buttonsOf(help).map(({ text }) => text.text)).toEqual(['Fill in a form']);
  });
});

describe('/adjutant with a call', () => {
  it('is acknowledged without words and answered in the thread of its own message', async () => {
    const answer = await run('identity who-am-i');
    expect(answer).toMatchObject({ status: 200, body: '' });
    const root = await waitFor('the root', () => roots(world).at(-1));
    const thread = await threadOf(world, root, 2);
    expect(thread[0]?.text).toMatch(/\*Jonas Weber\* asked: \*Show who I am\*/);
    expect(thread[0]?.text).toMatch(/^> identity who-am-i/m);
    expect(thread[1]?.text).toBe('✅ You are *Jonas Weber*.');
    expect(thread[1]?.metadata).toMatchObject({ event_type: 'adjutant_message' });
  });

  it('makes one run of a request that comes twice', async () => {
    const before = roots(world).length;
    const fields = commandFields();
    const answers = await Promise.all([sendForm(world, fields), sendForm(world, fields)]);
    expect(answers).toEqual([
      { status: 200, text: '' },
      { status: 200, text: '' },
    ]);
    await run('identity who-am-i');
    await waitFor('both', () => roots(world).length >= before + 2);
    expect(roots(world).length).toBe(before + 2);
  });

  it('names what is wrong, and offers a form that holds what was typed', async () => {
    const answer = await said('code replace-text find="" replace=coffee place=here');
    expect(answer.text).toContain('• `find`: is empty');
    expect(answer.text).toContain('• `place`: is not known here');
    const [button] = buttonsOf(answer);
    expect(JSON.parse(button?.value ?? '')).toEqual({
      capability: 'coding.replace-text',
      args: { find: '', replace: 'coffee', place: 'here' },
    });
  });

  it.each([
    ['words that belong to no field', 'code replace-text find=tea replace=coffee please', 'where to put “please”'],
    [
      'a project that is not theirs',
      'code replace-text project=borealis/shop find=tea replace=x',
      'no project “borealis/shop”',
    ],
    ['a capability that is not theirs', 'code replace-text find=tea replace=x', 'Your role does not allow this', priya],
    ['a form for a capability that is not theirs', 'code replace-text', 'Your role does not allow this', priya],
    ['wrong values for what is not theirs', 'code replace-text fnd=x', 'Your role does not allow this', priya],
    ['words for what is not theirs', 'code replace-text please', 'Your role does not allow this', priya],
    ['several that are not theirs', 'code replace-text; code apply-patch', 'Your role does not allow this', priya],
    [
      'a number that is none',
      'orchestrator show-run number=many',
      '`number`: has to be a number, in digits, and is “many”',
    ],
  ])('says what is wrong with %s', async (_what, text, words, user = jonas) => {
    const before = roots(world).length;
    const answer = await said(text, { user });
    expect(answer.response_type).toBe('ephemeral');
    expect(answer.text).toContain(words);
    expect(views(user)).toHaveLength(0);
    expect(roots(world)).toHaveLength(before);
  });

  it('offers the three nearest for what it does not understand, and each opens its form', async () => {
    const answer = await said('some text stuff');
    expect(answer.text).toContain('I did not understand `some text stuff`. Did you mean');
    const buttons = buttonsOf(answer);
    expect(buttons.map(({ text }) => text.text)).toEqual([
      'Replace a text',
      expect.any(String),
      expect.any(String),
      'Show everything',
    ]);
    const note = world.vendors.slack.drive.ephemerals(engineering, jonas).at(-1);
    const place = { team, user: jonas, channel: engineering, messageTs: note?.ts };
    await world.vendors.slack.drive.click({ ...place, actionId: 'form:coding.replace-text' });
    expect(lastView().payload.title).toMatchObject({ text: 'Replace a text' });
    const before = world.vendors.slack.drive.ephemerals(engineering, jonas).length;
    await world.vendors.slack.drive.click({ ...place, actionId: 'help' });
    const help = await waitFor('help', () => world.vendors.slack.drive.ephemerals(engineering, jonas)[before]);
    expect(help.text).toContain('*Coding*');
  });
});

describe('a form for what is missing', () => {
  it('is opened for nobody who may not use it, whoever was offered the button', async () => {
    await run('some text stuff');
    const note = world.vendors.slack.drive.ephemerals(engineering, jonas).at(-1);
    const payload = {
      type: 'block_actions',
      team: { id: team },
      user: { id: priya, team_id: team },
      trigger_id: 'trigger-of-another',
      channel: { id: engineering },
      container: { message_ts: note?.ts },
      actions: [{ action_id: 'form:coding.replace-text', value: '{"capability":"coding.replace-text","args":{}}' }],
    };
    await sendForm(world, { payload: JSON.stringify(payload) });
    const told = () => world.vendors.slack.drive.ephemerals(engineering, priya).at(-1)?.text;
    await waitFor('the refusal', () => told()?.includes('Your role does not allow this'));
    expect(views(priya)).toHaveLength(0);
  });

  it('holds what was typed, the only project, and Slack’s limits', async () => {
    await run('code replace-text find=tea');
    const inputs = inputsOf(lastView());
    expect(inputs.map(({ block_id, optional }) => [block_id, optional])).toEqual([
      ['project', false],
      ['find', false],
      ['replace', true],
      ['paths', true],
      ['target', true],
      ['title', true],
    ]);
    expect(inputs[0]?.element).toMatchObject({ type: 'static_select', initial_option: { value: 'aurora/adjutant' } });
    expect(inputs[1]?.element).toMatchObject({ multiline: true, max_length: 3_000, initial_value: 'tea' });
    expect(inputs[5]?.element).toMatchObject({ multiline: false, max_length: 255 });
  });

  it('shows what is wrong beside the field and stays open', async () => {
    await run('orchestrator show-run');
    const result = await world.vendors.slack.drive.submitView({
      team,
      user: jonas,
      viewId: lastView().id,
      values: { number: { value: '0' } },
    });
    expect(result).toMatchObject({
      outcome: 'errors',
      errors: { number: 'is 0, and has to be 1 or more; for example 42' },
    });
    expect(views()).toHaveLength(1);
  });

  it('becomes a run when it is right', async () => {
    await run('orchestrator show-run');
    const view = lastView();
    const before = roots(world).length;
    const result = await world.vendors.slack.drive.submitView({
      team,
      user: jonas,
      viewId: view.id,
      values: { number: { value: '999999' } },
    });
    expect(result.outcome).toBe('closed');
    const root = await waitFor('the root', () => roots(world)[before] && roots(world).at(-1));
    const thread = await threadOf(world, root, 2);
    expect(thread[1]?.text).toContain('There is no run 999999 that you may see');
  });

  it('becomes one run however often it is sent', async () => {
    const before = roots(world).length;
    const payload = {
      type: 'view_submission',
      team: { id: team },
      user: { id: jonas, team_id: team },
      view: {
        id: 'V0SENTTWICE',
        callback_id: 'form',
        private_metadata: JSON.stringify({ capability: 'orchestrator.show-run', channel: engineering }),
        blocks: [{ type: 'input', block_id: 'number' }],
        state: { values: { number: { value: { type: 'number_input', value: '999998' } } } },
      },
    };
    const send = () => sendForm(world, { payload: JSON.stringify(payload) });
    expect(await Promise.all([send(), send()])).toEqual([
      { status: 200, text: '' },
      { status: 200, text: '' },
    ]);
    await run('identity who-am-i');
    await waitFor('both', () => roots(world).length >= before + 2);
    expect(roots(world)).toHaveLength(before + 2);
  });

  it('of an older version is refused in words', async () => {
    const payload = {
      type: 'view_submission',
      team: { id: team },
      user: { id: jonas, team_id: team },
      view: {
        id: 'V0OLD',
        callback_id: 'form',
        private_metadata: '{}',
        blocks: [{ type: 'input', block_id: 'number' }],
        state: { values: {} },
      },
    };
    const { text } = await sendForm(world, { payload: JSON.stringify(payload) });
    expect(JSON.parse(text)).toEqual({
      response_action: 'errors',
      errors: { number: 'This button or form is from an older version. Please ask again.' },
    });
  });

  it('is not offered for a text that does not fit into one', async () => {
    const answer = await said(`code replace-text find="${'long '.repeat(700)}"`);
    expect(answer.text).toContain('still needs `replace`');
    expect(answer.text).toContain('too long for a form');
    expect(buttonsOf(answer)).toEqual([]);
  });
});

describe('what cannot be taken', () => {
  it('a text of a megabyte: the limit is named', async () => {
    const answer = await said(`code apply-patch patch=${'x'.repeat(1_048_576)}`);
    expect(answer.text).toContain('1,048,599 characters; at most 100,000 can be taken at once');
  });

  it('another command: answered at once', async () => {
    const answer = await run('', { command: '/other' });
    expect(answer.body).toBe('Adjutant does not answer to /other. Try /adjutant help.');
  });

  it.each([
    [
      'a workspace that is not connected',
      { team_id: 'T0UNKNOWN1' },
      'This workspace is not connected to Adjutant (T0UNKNOWN1)',
    ],
    ['somebody who is not known', { user_id: 'U0STRANGER' }, 'Adjutant does not know you here'],
    ['somebody of another organisation', { user_id: 'U0BORELTOM' }, 'Adjutant does not know you here'],
  ])('%s: told so', async (_what, fields, words) => {
    const { status, text } = await sendForm(world, commandFields(fields));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining(words) });
  });

  it('not somebody who is known by their Enterprise Grid organisation', async () => {
    const { onboarding, identity } = world.application.services;
    const tenant = (await identity.findInstallation('slack', team))?.tenant ?? '';
    await onboarding.person(tenant, {
      name: 'Grid Person',
      email: 'grid@aurora.example',
      roles: ['viewer'],
      subjects: [{ provider: 'slack', realm: 'E0AURORA', subject: 'W0GRID' }],
      projects: [],
    });
    const { text } = await sendForm(
      world,
      commandFields({ team_id: 'T0AURORA02', enterprise_id: 'E0AURORA', user_id: 'W0GRID', text: 'help' }),
    );
    expect(shownIn(JSON.parse(text).blocks)).toContain('who-am-i');
  });

  it('a command without its fields: refused, and not in silence', async () => {
    const { trigger_id: _gone, ...fields } = commandFields();
    const { status, text } = await sendForm(world, fields);
    expect(status).toBe(200);
    expect(textOf(JSON.parse(text))).toContain('Adjutant could not accept this');
  });
});

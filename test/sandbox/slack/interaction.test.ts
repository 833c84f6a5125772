import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signSlackRequest } from '../../../sandbox/slack/index.ts';
import {
  asBlocks,
  asView,
  engineering,
  jonas,
  leadership,
  maria,
  refusal,
  type Stand,
  startStand,
  team,
} from './stand.ts';

let stand: Stand;
let now: number;
beforeEach(async () => {
  now = Date.parse('2026-11-21T10:00:00Z');
  stand = await startStand({ clock: () => new Date(now) });
});
afterEach(() => stand.stop());

const place = { team, channel: engineering, user: maria };
const command = (text: string) => stand.slack.drive.command({ ...place, command: '/adjutant', text });
const last = () => stand.received.at(-1)?.body ?? {};
const respond = async (url: unknown, body: unknown) => {
  const answer = await fetch(String(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.text() };
};
const mine = () => stand.slack.drive.ephemerals(engineering, maria).map(({ text, from }) => `${from}: ${text}`);
const plain = (text: string) => ({ type: 'plain_text', text });

it('signs as Slack’s documentation shows', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  expect(signSlackRequest('8f742231b10e8888abcd99yyyzzz85a5', body, 1531420618)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

describe('a slash command', () => {
  it('arrives as a signed form with everything that Slack sends, line breaks kept', async () => {
    const answer = await command('code apply-patch patch=\n-a\n+b & <c>');
    expect(answer.status).toBe(200);
    expect(last()).toMatchObject({
      command: '/adjutant',
      text: 'code apply-patch patch=\n-a\n+b & <c>',
      team_id: team,
      team_domain: 'aurora-robotics',
      channel_id: engineering,
      channel_name: 'engineering',
      user_id: maria,
      user_name: 'maria',
      api_app_id: 'A0ADJUTANT',
      is_enterprise_install: 'false',
      trigger_id: expect.any(String),
      response_url: expect.stringContaining('/slack/response/commands/'),
    });
  });

  it.each<[string, { body: string | Record<string, unknown> }, string[]]>([
    ['nothing', { body: '' }, []],
    ['a text', { body: 'Working on it' }, ['bot: Working on it']],
    ['JSON', { body: { text: 'Only you' } }, ['bot: Only you']],
    ['broken JSON', { body: '{"text":' }, ['slackbot: /adjutant failed with the error "invalid_command_response"']],
    [
      'faulty blocks',
      { body: { blocks: [{ type: 'nonsense' }] } },
      ['slackbot: /adjutant failed with the error "invalid_blocks"'],
    ],
  ])('shows %s as the acknowledgement', async (_name, reply, shown) => {
    stand.answer.with = () => ({ body: reply.body });
    await command('help');
    expect(mine()).toEqual(shown);
    expect(stand.slack.drive.ephemerals(engineering, jonas)).toEqual([]);
  });

  it('shows an in_channel answer to all, and failures to the person', async () => {
    stand.answer.with = () => ({ body: { response_type: 'in_channel', text: 'for all' } });
    await command('help');
    expect(stand.slack.drive.channelHistory(engineering)).toMatchObject([{ text: 'for all', byBot: true }]);
    stand.answer.with = () => ({ status: 404 });
    await command('help');
    expect(mine()).toEqual(['slackbot: /adjutant failed with the error "dispatch_failed"']);
  });

  it('waits three seconds and not longer', async () => {
    let release: () => void = () => undefined;
    stand.answer.with = () => ({
      after: new Promise<void>((resolve) => {
        release = resolve;
      }),
    });
    const answer = await command('help');
    release();
    expect(answer).toMatchObject({ status: 0, failure: 'http_timeout' });
    expect(mine()).toEqual(['slackbot: /adjutant failed with the error "operation_timeout"']);
  });

  it('works where the bot is not a member', async () => {
    await stand.slack.drive.command({ ...place, channel: leadership, command: '/adjutant', text: 'help' });
    expect(await respond(last().response_url, { response_type: 'in_channel', text: 'here' })).toEqual({
      status: 200,
      body: 'ok',
    });
    expect(stand.slack.drive.channelHistory(leadership)).toHaveLength(1);
  });
});

describe('a response_url', () => {
  it('takes five uses in thirty minutes', async () => {
    await command('help');
    const url = last().response_url;
    for (let use = 1; use <= 5; use++) expect((await respond(url, { text: `use ${use}` })).status).toBe(200);
    expect(await respond(url, { text: 'six' })).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
    await command('help');
    now += 30 * 60_000 + 1;
    expect(await respond(last().response_url, { text: 'late' })).toEqual({
      status: 404,
      body: '{"ok":false,"error":"expired_url"}',
    });
    expect((await respond(`${url}x`, { text: 'guess' })).status).toBe(404);
    expect(mine()).toHaveLength(5);
  });

  it('replaces and deletes the original, and refuses what Slack cannot show', async () => {
    await command('help');
    const url = last().response_url;
    await respond(url, { text: 'first' });
    await respond(url, { replace_original: true, text: 'second' });
    expect(mine()).toEqual(['bot: second']);
    expect((await respond(url, { text: '' })).status).toBe(400);
    expect((await respond(url, { blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] })).body).toContain(
      'must be less than 151 characters',
    );
    await respond(url, { delete_original: true });
    expect(mine()).toEqual([]);
  });
});

describe('a click', () => {
  const blocks = [
    { type: 'section', block_id: 's', text: { type: 'mrkdwn', text: 'Go?' } },
    {
      type: 'actions',
      block_id: 'a',
      elements: [
        { type: 'button', action_id: 'yes', text: plain('Yes & go'), value: 'e1', style: 'primary' },
        {
          type: 'static_select',
          action_id: 'who',
          options: [
            { text: plain('One'), value: '1' },
            { text: plain('Two'), value: '2' },
          ],
        },
      ],
    },
  ];
  const post = async () =>
    (await stand.client.chat.postMessage({ channel: engineering, text: 'Go?', blocks: asBlocks(blocks) })).ts ?? '';

  it('sends block_actions with container, message, state and response_url', async () => {
    const messageTs = await post();
    await stand.slack.drive.click({ ...place, messageTs, actionId: 'who', value: '2' });
    expect(last()).toMatchObject({ actions: [{ type: 'static_select', selected_option: { value: '2' } }] });
    const answer = await stand.slack.drive.click({ ...place, messageTs, actionId: 'yes' });
    expect(answer.status).toBe(200);
    expect(last()).toMatchObject({
      type: 'block_actions',
      api_app_id: 'A0ADJUTANT',
      team: { id: team },
      user: { id: maria, username: 'maria' },
      channel: { id: engineering, name: 'engineering' },
      container: { type: 'message', message_ts: messageTs, channel_id: engineering, is_ephemeral: false },
      message: { ts: messageTs, blocks: [{}, { elements: [{ text: { text: 'Yes &amp; go' } }, {}] }] },
      state: { values: { a: { who: { type: 'static_select', selected_option: { value: '2' } } } } },
      actions: [{ action_id: 'yes', block_id: 'a', type: 'button', value: 'e1', action_ts: expect.any(String) }],
    });
    await respond(last().response_url, { replace_original: true, text: 'Approved by Maria' });
    expect(stand.slack.drive.channelHistory(engineering)).toMatchObject([{ ts: messageTs, text: 'Approved by Maria' }]);
    expect(stand.slack.drive.channelHistory(engineering)[0]?.blocks).toBeUndefined();
  });

  it('reaches an ephemeral message only for the person who sees it, and only buttons that are there', async () => {
    const { message_ts: messageTs = '' } = await stand.client.chat.postEphemeral({
      channel: engineering,
      user: maria,
      text: 'Go?',
      blocks: asBlocks(blocks),
    });
    await stand.slack.drive.click({ ...place, messageTs, actionId: 'yes' });
    expect(last()).toMatchObject({ container: { is_ephemeral: true } });
    expect(last()).not.toHaveProperty('message');
    await expect(stand.slack.drive.click({ ...place, user: jonas, messageTs, actionId: 'yes' })).rejects.toThrow(
      'message_not_found',
    );
    await expect(stand.slack.drive.click({ ...place, messageTs, actionId: 'no' })).rejects.toThrow('action_not_found');
    await expect(stand.slack.drive.click({ ...place, messageTs, actionId: 'who', value: '3' })).rejects.toThrow(
      'invalid_option',
    );
  });
});

describe('a modal', () => {
  const view = (title = 'Ask') => ({
    type: 'modal',
    callback_id: 'ask',
    private_metadata: 'run-1',
    notify_on_close: true,
    title: plain(title),
    submit: plain('Go'),
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: plain('Name'),
        element: { type: 'plain_text_input', action_id: 'v', max_length: 10 },
      },
      {
        type: 'input',
        block_id: 'kind',
        optional: true,
        label: plain('Kind'),
        element: { type: 'static_select', action_id: 'v', options: [{ text: plain('A'), value: 'a' }] },
      },
    ],
  });
  const trigger = async () => {
    await command('open');
    return String(last().trigger_id);
  };
  const open = async () =>
    (await stand.client.views.open({ trigger_id: await trigger(), view: asView(view()) })).view ?? {};
  const submit = (viewId: string, values: Record<string, Record<string, string | null>>) =>
    stand.slack.drive.submitView({ team, user: maria, viewId, values });

  it('opens for three seconds and once', async () => {
    const used = await trigger();
    await stand.client.views.open({ trigger_id: used, view: asView(view()) });
    expect(await refusal(stand.client.views.open({ trigger_id: used, view: asView(view()) }))).toBe(
      'exchanged_trigger_id',
    );
    const late = await trigger();
    now += 3001;
    expect(await refusal(stand.client.views.open({ trigger_id: late, view: asView(view()) }))).toBe(
      'expired_trigger_id',
    );
    expect(await refusal(stand.client.views.open({ trigger_id: 'guess', view: asView(view()) }))).toBe(
      'invalid_trigger_id',
    );
    expect(
      await refusal(stand.client.views.open({ trigger_id: await trigger(), view: asView(view('x'.repeat(25))) })),
    ).toBe('invalid_arguments');
  });

  it('is updated by id with its hash, pushed up to three, and never with an old hash', async () => {
    const first = await open();
    const updated = await stand.client.views.update({
      view_id: first.id ?? '',
      hash: first.hash ?? '',
      view: asView(view('New')),
    });
    expect(updated.view?.title?.text).toBe('New');
    expect(
      await refusal(
        stand.client.views.update({ view_id: first.id ?? '', hash: first.hash ?? '', view: asView(view()) }),
      ),
    ).toBe('hash_conflict');
    expect(await refusal(stand.client.views.update({ view_id: 'V0NOWHERE', view: asView(view()) }))).toBe('not_found');
    for (const _ of [2, 3]) await stand.client.views.push({ trigger_id: await trigger(), view: asView(view()) });
    expect(stand.slack.drive.views(maria).map(({ rootId }) => rootId)).toEqual([first.id, first.id, first.id]);
    expect(await refusal(stand.client.views.push({ trigger_id: await trigger(), view: asView(view()) }))).toBe(
      'push_limit_reached',
    );
  });

  it('checks the form itself, then sends what was entered and follows the answer', async () => {
    const { id = '' } = await open();
    expect(await submit(id, {})).toMatchObject({
      outcome: 'invalid',
      errors: { name: expect.stringContaining('required') },
    });
    expect(await submit(id, { name: { v: 'far too long a name' } })).toMatchObject({ outcome: 'invalid' });
    expect(stand.received.some(({ body }) => body.type === 'view_submission')).toBe(false);
    stand.answer.with = () => ({ body: { response_action: 'errors', errors: { name: 'Taken.' } } });
    expect(await submit(id, { name: { v: 'Ada' }, kind: { v: 'a' } })).toMatchObject({
      outcome: 'errors',
      errors: { name: 'Taken.' },
    });
    expect(last()).toMatchObject({
      type: 'view_submission',
      user: { id: maria },
      view: {
        id,
        callback_id: 'ask',
        private_metadata: 'run-1',
        state: {
          values: {
            name: { v: { type: 'plain_text_input', value: 'Ada' } },
            kind: { v: { selected_option: { value: 'a' } } },
          },
        },
      },
    });
    stand.answer.with = () => ({ body: { response_action: 'push', view: view('Second') } });
    expect(await submit(id, {})).toMatchObject({ outcome: 'pushed', view: { previousId: id } });
    stand.answer.with = () => ({ body: { response_action: 'update', view: view('Third') } });
    const second = stand.slack.drive.views(maria).at(-1)?.id ?? '';
    expect(await submit(second, { name: { v: 'x' } })).toMatchObject({ outcome: 'updated' });
    stand.answer.with = () => ({});
    expect(await submit(second, { name: { v: 'x' } })).toMatchObject({ outcome: 'closed' });
    stand.answer.with = () => ({ body: { response_action: 'clear' } });
    expect(await submit(id, {})).toMatchObject({ outcome: 'cleared' });
    expect(stand.slack.drive.views(maria)).toEqual([]);
  });

  it('keeps open when the application fails or names a block that is not there', async () => {
    const { id = '' } = await open();
    stand.answer.with = () => ({ status: 500 });
    expect(await submit(id, { name: { v: 'x' } })).toMatchObject({ outcome: 'failed' });
    stand.answer.with = () => ({ body: { response_action: 'errors', errors: { nowhere: 'x' } } });
    await expect(submit(id, {})).rejects.toThrow('invalid_response_errors');
    expect(stand.slack.drive.views(maria)).toHaveLength(1);
  });

  it('lets only what the application offered be chosen in an external select', async () => {
    const element = { type: 'external_select', action_id: 'v', min_query_length: 0 };
    const external = { ...view(), blocks: [{ type: 'input', block_id: 'branch', label: plain('Branch'), element }] };
    const opened = await stand.client.views.open({ trigger_id: await trigger(), view: asView(external) });
    const viewId = opened.view?.id ?? '';
    stand.answer.with = ({ body }) =>
      body.type === 'block_suggestion' ? { body: { options: [{ text: plain('main'), value: 'main' }] } } : {};
    const { options } = await stand.slack.drive.suggest({ team, user: maria, viewId, actionId: 'v', query: 'ma' });
    expect(options).toMatchObject([{ value: 'main' }]);
    expect(last()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'v',
      block_id: 'branch',
      value: 'ma',
      view: { id: viewId },
    });
    await expect(submit(viewId, { branch: { v: 'dev' } })).rejects.toThrow('invalid_option');
    expect(await submit(viewId, { branch: { v: 'main' } })).toMatchObject({ outcome: 'closed' });
    expect(last()).toMatchObject({
      view: { state: { values: { branch: { v: { selected_option: { value: 'main' } } } } } },
    });
  });

  it('tells when it is closed, and belongs to one person', async () => {
    const { id = '' } = await open();
    await expect(stand.slack.drive.closeView({ team, user: jonas, viewId: id })).rejects.toThrow('not_found');
    await stand.slack.drive.closeView({ team, user: maria, viewId: id });
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id } });
  });
});

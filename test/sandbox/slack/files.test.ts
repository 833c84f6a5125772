import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asBlocks,
  bot,
  clientFor,
  engineering,
  jonas,
  leadership,
  maria,
  refusal,
  type Stand,
  startStand,
  team,
  token,
} from './stand.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

const named = async (length = png.length) => {
  const { upload_url: url = '', file_id: id = '' } = await stand.client.files.getUploadURLExternal({
    filename: 'gantt.png',
    length,
    alt_text: 'A plan',
  });
  return { url, id };
};
const send = (url: string, body: Uint8Array<ArrayBuffer>) => fetch(url, { method: 'POST', body });
const bytes = new Uint8Array(png);
async function uploaded(content = bytes): Promise<string> {
  const { url, id } = await named(content.length);
  await send(url, content);
  await stand.client.files.completeUploadExternal({ files: [{ id, title: 'Plan' }] });
  return id;
}
const image = (id: string) => asBlocks([{ type: 'image', alt_text: 'A plan', slack_file: { id } }]);
const show = (id: string, channel = engineering) =>
  stand.client.chat.postMessage({ channel, text: 'A plan', blocks: image(id) });
const look = async (id: string, user: string) =>
  (await fetch(`${stand.url}/chat/files/${id}?${new URLSearchParams({ team, user })}`)).status;

describe('a file', () => {
  it('is named, uploaded, completed and shown by a message', async () => {
    const id = await uploaded();
    expect((await stand.client.files.info({ file: id })).file).toMatchObject({
      id,
      title: 'Plan',
      mimetype: 'image/png',
      size: png.length,
      user: bot,
      alt_txt: 'A plan',
      is_public: false,
    });
    await show(id);
    expect((await stand.client.files.info({ file: id })).file).toMatchObject({
      is_public: true,
      channels: [engineering],
    });
  });

  it('is seen by nobody before a message shows it, and then by those who see the message', async () => {
    const id = await uploaded();
    expect(await look(id, maria)).toBe(409);
    const direct = stand.slack.drive.openDirect({ team, user: jonas });
    await show(id, direct.id);
    expect([await look(id, jonas), await look(id, maria)]).toEqual([200, 409]);
    await show(id);
    expect(await look(id, maria)).toBe(200);
  });

  it('is shown to one person by what only they see', async () => {
    const id = await uploaded();
    await stand.client.chat.postEphemeral({ channel: engineering, user: jonas, text: 'x', blocks: image(id) });
    expect([await look(id, jonas), await look(id, maria)]).toEqual([200, 409]);
  });

  it.each([
    ['without a name', { filename: '', length: 10 }, 'invalid_arguments'],
    ['without a length', { filename: 'a.png', length: 0 }, 'invalid_arguments'],
    ['that is far too large', { filename: 'a.png', length: 10 ** 9 }, 'file_upload_size_restricted'],
  ])('is not named %s', async (_what, request, code) => {
    expect(await refusal(stand.client.files.getUploadURLExternal(request))).toBe(code);
  });

  it('takes exactly the bytes that were announced, once, at its own address', async () => {
    const { url, id } = await named();
    expect((await send(url, bytes.slice(1))).status).toBe(400);
    expect((await send(`${url}0`, bytes)).status).toBe(404);
    const answer = await send(url, bytes);
    expect([answer.status, await answer.text()]).toEqual([200, `OK - ${png.length}`]);
    expect((await send(url, bytes)).status).toBe(409);
    await stand.client.files.completeUploadExternal({ files: [{ id }] });
  });

  it('is completed once, when its bytes are there, by its own workspace', async () => {
    const { url, id } = await named();
    const complete = (client = stand.client) =>
      refusal(client.files.completeUploadExternal({ files: [{ id, title: 'Plan' }] }));
    expect(await complete()).toBe('file_update_failed');
    await send(url, bytes);
    expect(await complete(clientFor(stand.url, 'xoxb-sandbox-borealis'))).toBe('file_not_found');
    expect([await complete(), await complete()]).toEqual(['accepted', 'file_update_failed']);
    const none = stand.client.apiCall('files.completeUploadExternal', { files: '[]' });
    expect(await refusal(none)).toBe('invalid_arguments');
  });

  it('stands in no message before it is complete, from another workspace, or when it is no picture', async () => {
    const { id } = await named();
    expect(await refusal(show(id))).toBe('invalid_blocks');
    expect(await refusal(show('F00000000'))).toBe('invalid_blocks');
    expect(await refusal(show('gantt'))).toBe('invalid_blocks');
    const text = await uploaded(new Uint8Array(Buffer.from('no picture')));
    expect(await refusal(show(text))).toBe('invalid_blocks');
    const other = clientFor(stand.url, 'xoxb-sandbox-borealis');
    const foreign = other.chat.postMessage({ channel: 'C0BOREALSH', text: 'x', blocks: image(await uploaded()) });
    expect(await refusal(foreign)).toBe('invalid_blocks');
    expect(stand.slack.drive.channelHistory(leadership)).toEqual([]);
  });

  it('is named where it stands by a refusal', async () => {
    const error = await show('F00000000').catch(({ data }: { data: object }) => data);
    expect(error).toMatchObject({ errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'] });
  });

  it('can stand in a message only when Slack has looked at it', async () => {
    stand.slack.drive.slowFiles(600_000);
    const id = await uploaded();
    expect(await refusal(show(id))).toBe('invalid_blocks');
    stand.slack.drive.slowFiles(0);
    expect(await refusal(show(id))).toBe('accepted');
  });

  it('needs a scope', async () => {
    stand.slack.drive.setScope({ team, scope: 'files:write', isGranted: false });
    const error = await stand.client.files
      .getUploadURLExternal({ filename: 'a.png', length: 1 })
      .catch(({ data }: { data: object }) => data);
    expect(error).toMatchObject({ error: 'missing_scope', needed: 'files:write' });
    stand.slack.drive.setScope({ team, scope: 'files:write', isGranted: true });
    expect((await named()).id).toMatch(/^F[A-Z0-9]{8,}$/);
  });

  it('survives a restart', async () => {
    const id = await uploaded();
    await show(id);
    const again = await startStand({ store: stand.store });
    const query = new URLSearchParams({ team, user: maria });
    const answer = await fetch(`${again.url}/chat/files/${id}?${query}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    await again.stop();
  });
});

describe('a file that a person brings', () => {
  const bring = async (user = maria) => {
    const id = stand.slack.drive.bring({ team, user, name: 'plan v2.txt', content: Buffer.from('words') });
    const { events } = await stand.slack.drive.message({ team, user, channel: engineering, text: '', files: [id] });
    const [event] = stand.events('message').slice(-1) as {
      subtype: string;
      files: { url_private_download: string }[];
    }[];
    return { id, events, event, url: event?.files[0]?.url_private_download ?? '' };
  };
  const get = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { headers, redirect: 'manual' });
    return [response.status, response.status === 200 ? await response.text() : ''];
  };

  it('is told of with its message, as a file that is shared', async () => {
    const { id, event } = await bring();
    expect(event).toMatchObject({ subtype: 'file_share', files: [{ id, name: 'plan v2.txt', size: 5, user: maria }] });
  });

  it('is given to the application’s token, and to nobody else', async () => {
    const { url } = await bring();
    expect(await get(url, { authorization: `Bearer ${token}` })).toEqual([200, 'words']);
    expect(await get(url)).toEqual([302, '']);
    expect(await get(url, { authorization: 'Bearer xoxb-sandbox-borealis' })).toEqual([302, '']);
    stand.slack.drive.setScope({ team, scope: 'files:read', isGranted: false });
    expect(await get(url, { authorization: `Bearer ${token}` })).toEqual([302, '']);
    stand.slack.drive.setScope({ team, scope: 'files:read', isGranted: true });
  });

  it('goes with messages of who brought it', async () => {
    const { id } = await bring();
    const said = { team, user: jonas, channel: engineering, text: 'mine', files: [id] };
    await expect(stand.slack.drive.message(said)).rejects.toThrow('file_not_found');
  });
});

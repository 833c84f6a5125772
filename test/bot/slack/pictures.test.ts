import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions, createClients } from '../../../src/bot/slack/clients.ts';
import { createDeliver } from '../../../src/bot/slack/deliver.ts';
import { createUpload, type Drawing, filesIn, nameOf } from '../../../src/bot/slack/pictures.ts';
import { createRespond } from '../../../src/bot/slack/response-url.ts';
import type { Deliver, Delivery, HeatMapPicture, Reply } from '../../../src/core/index.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { engineering, jonas, team, textOf } from './aurora.ts';

let world: World;
let deliver: Deliver;
let tenant: string;
const drive = () => world.vendors.slack.drive;
const deliverWith = (drawing: Drawing, apiUrl = world.vendors.slackApiUrl): Deliver => {
  const { credentials, log } = world.application.services;
  return createDeliver({
    clients: createClients(credentials, clientOptions(world.vendors.slackApiUrl, log)),
    upload: createUpload({ drawing, apiUrl, log }),
    respond: createRespond({ apiUrl: world.vendors.slackApiUrl, log }),
    publicUrl: world.url,
  });
};
beforeAll(async () => {
  world = await startWorld({ settings: { ROLES: 'web' } });
  const { services } = world.application;
  tenant = (await services.identity.findInstallation('slack', team))?.tenant ?? '';
  deliver = deliverWith(services.pictures);
});
afterEach(() => {
  world.vendors.faults.clear();
  drive().setScope({ team, scope: 'files:write', isGranted: true });
});
afterAll(() => world.close());

const picture = (title: string): HeatMapPicture => ({
  kind: 'heat-map',
  title,
  alt: `${title}: one risk, likely and severe.`,
  points: [{ label: '1', probability: 4, impact: 5 }],
});
const delivery = (content: Partial<Reply>, more: Partial<Delivery> = {}): Delivery => ({
  tenant,
  message: randomUUID(),
  address: { door: 'slack', to: { team, channel: engineering, user: jonas } },
  content: { tone: 'success', markdown: 'Here it is.', asksFeedback: { run: 'a-run' }, ...content },
  thread: undefined,
  posted: undefined,
  signal: new AbortController().signal,
  ...more,
});
const last = () => drive().channelHistory(engineering).at(-1);
const images = (): { slack_file: { id: string }; alt_text: string }[] =>
  JSON.parse(JSON.stringify(last()?.blocks ?? [])).filter(({ type }: { type: string }) => type === 'image');
const fetchFile = (id: string, user: string) =>
  fetch(`${world.vendors.url}/chat/files/${id}?${new URLSearchParams({ team, user })}`);

describe('a picture in a message', () => {
  it('is uploaded, and stands in it with words for who cannot see it', async () => {
    const shown = picture('Risks of the shop');
    const posted = await deliver.deliver(delivery({ pictures: [shown] }));
    const [image] = images();
    expect(image).toMatchObject({ alt_text: shown.alt });
    expect(filesIn(posted).get(nameOf(shown))).toBe(image?.slack_file.id);
    const file = await fetchFile(image?.slack_file.id ?? '', jonas);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('is uploaded once, however often its message is replaced, and anew when it shows something else', async () => {
    const first = delivery({ pictures: [picture('Once')] });
    const posted = await deliver.deliver(first);
    const [before] = images();
    const again = await deliver.deliver({ ...first, posted, content: { ...first.content, markdown: 'Changed.' } });
    expect(again).toEqual(posted);
    expect(images()[0]?.slack_file).toEqual(before?.slack_file);
    await deliver.deliver({ ...first, posted: again, content: { ...first.content, pictures: [picture('Another')] } });
    expect(images()[0]?.slack_file.id).not.toBe(before?.slack_file.id);
  });

  it.each<[string, () => void]>([
    ['the scope is missing', () => drive().setScope({ team, scope: 'files:write', isGranted: false })],
    [
      'the upload address is away',
      () => world.vendors.faults.add({ vendor: 'slack', path: '/slack/upload', times: 9, kind: 'drop-before' }),
    ],
    [
      'Slack does not complete it',
      () =>
        world.vendors.faults.add({
          vendor: 'slack',
          path: 'files.completeUploadExternal',
          times: 9,
          kind: 'status',
          status: 500,
        }),
    ],
  ])('gives way to a line that says where it is when %s', async (_what, breakIt) => {
    breakIt();
    const posted = await deliver.deliver(delivery({ pictures: [picture('Lost & found')] }));
    expect(posted.pictures).toBeUndefined();
    expect(images()).toEqual([]);
    const text = textOf(last() ?? { text: '' });
    expect(text).toContain('Here it is.');
    expect(text).toContain('The picture “Lost & found” could not be shown here: see it in the console');
    expect(text).toContain(`"url":"${world.url}/console/runs/a-run"`);
  });

  it('is tried once more when Slack was away for a moment', async () => {
    world.vendors.faults.add({ vendor: 'slack', path: 'files.completeUploadExternal', times: 1, kind: 'drop-after' });
    await deliver.deliver(delivery({ pictures: [picture('Twice')] }));
    expect(images()).toHaveLength(1);
  });

  it('is shown later, when its message changes and it can be uploaded', async () => {
    drive().setScope({ team, scope: 'files:write', isGranted: false });
    const first = delivery({ pictures: [picture('Later')] });
    const posted = await deliver.deliver(first);
    drive().setScope({ team, scope: 'files:write', isGranted: true });
    await deliver.deliver({ ...first, posted });
    expect(images()).toHaveLength(1);
  });

  it('does not cost the message when it cannot be drawn', async () => {
    const broken = deliverWith({ png: () => Promise.reject(new Error('no room to draw')) });
    await broken.deliver(delivery({ pictures: [picture('Undrawn')] }));
    expect(textOf(last() ?? { text: '' })).toContain('could not be shown here');
  });

  it('goes to no address that is not of Slack', async () => {
    const elsewhere = deliverWith(world.application.services.pictures, 'https://slack.example/api/');
    await elsewhere.deliver(delivery({ pictures: [picture('Stolen')] }));
    expect(images()).toEqual([]);
    expect(textOf(last() ?? { text: '' })).toContain('could not be shown here');
  });

  it('names the page of the request where there is one', async () => {
    drive().setScope({ team, scope: 'files:write', isGranted: false });
    const details = { label: 'Details', url: `${world.url}/console/approvals/e1` };
    await deliver.deliver(delivery({ pictures: [picture('Card')], links: [details] }));
    expect(textOf(last() ?? { text: '' })).toContain(
      `{"type":"link","url":"${details.url}","text":"see it in the console"}`,
    );
  });
});

describe('a file that Slack still looks at', () => {
  afterEach(() => drive().slowFiles(0));

  it('is waited for', async () => {
    drive().slowFiles(500);
    await deliver.deliver(delivery({ pictures: [picture('Slow')] }));
    expect(images()).toHaveLength(1);
  });

  it('is done without when it takes too long, and the message is there', async () => {
    drive().slowFiles(600_000);
    const posted = await deliver.deliver(delivery({ pictures: [picture('Never')] }));
    expect(filesIn(posted).size).toBe(1);
    expect(images()).toEqual([]);
    expect(textOf(last() ?? { text: '' })).toContain('could not be shown here');
  });
});

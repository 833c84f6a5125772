import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';
import { documentOf } from '../../services/attachments/documents.ts';
import { type Browser, hidden, signedIn } from './browser.ts';

let world: World;
let jonas: Browser;
beforeAll(async () => {
  world = await startWorld();
  jonas = await signedIn(world, 'jonas@aurora.example');
});
afterAll(() => world.close());

interface Sent {
  name: string;
  content: Uint8Array;
  project?: string;
  token?: string;
  origin?: string;
}

async function upload(
  browser: Browser,
  { name, content, project = 'aurora/adjutant', token, origin = world.url }: Sent,
) {
  const form = new FormData();
  form.set('token', token ?? hidden(await browser.get('/console/files'), 'token'));
  form.set('project', project);
  form.set('file', new File([new Uint8Array(content)], name));
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const response = await fetch(`${world.url}/console/files`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { cookie, origin },
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

describe('the files of the console', () => {
  it('are none at first, and a form to send one', async () => {
    const { status, text } = await jonas.get('/console/files');
    expect([status, text.includes('No files yet'), text.includes('enctype="multipart/form-data"')]).toEqual([
      200,
      true,
      true,
    ]);
  });

  it('are kept by a form, listed, read and downloaded', async () => {
    const { status, location } = await upload(jonas, { name: 'Pläne <v2>.pdf', content: documentOf('minutes.pdf') });
    expect([status, location]).toEqual([303, '/console/files?kept=1']);
    const list = await jonas.get('/console/files?kept=1');
    expect(list.text).toContain('Pläne &lt;v2&gt;.pdf');
    expect(list.text).toMatch(/is kept\..*<code>attachment:1<\/code>/s);
    const page = await jonas.get('/console/files/1');
    expect(page.text).toMatch(/Page 2 of 2[\s\S]*the next meeting is on Tuesday/);
    const answer = await fetch(`${world.url}/console/files/1/content`, {
      headers: { cookie: [...jonas.cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
    });
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(documentOf('minutes.pdf'));
  });

  it.each<[string, Partial<Sent>, RegExp]>([
    ['a locked file', { content: documentOf('locked.pdf') }, /is locked with a password/],
    ['an empty choice', { name: '', content: new Uint8Array() }, /Choose a file first|is empty/],
    ['a project of others', { project: 'borealis/shop' }, /that you are a member of/],
  ])('say what is wrong with %s, above the form', async (_what, sent, words) => {
    const { status, text } = await upload(jonas, { name: 'a.pdf', content: documentOf('contact.pdf'), ...sent });
    expect([status >= 400 && status < 500, text]).toEqual([true, expect.stringMatching(words)]);
    expect(text).toContain('enctype="multipart/form-data"');
  });

  it('come from this console’s own forms only', async () => {
    const file = { name: 'a.pdf', content: documentOf('contact.pdf') };
    const foreign = await upload(jonas, { ...file, origin: 'https://evil.example' });
    const stale = await upload(jonas, { ...file, token: 'guessed' });
    expect([foreign.status, stale.status]).toEqual([403, 410]);
    expect((await jonas.get('/console/files')).text).not.toContain('a.pdf');
  });

  it('of other organisations are nowhere', async () => {
    const stranger = await signedIn(world, world.borealis.people[0]?.email ?? '');
    for (const path of ['/console/files/1', '/console/files/1/content'])
      expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.get('/console/files')).text).not.toContain('Pläne');
  });
});

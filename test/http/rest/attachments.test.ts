import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../../src/core/index.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { jonas, maria, tokenFor } from '../../mcp/people.ts';
import { documentOf } from '../../services/attachments/documents.ts';
import { call } from './calling.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { CALL_PATIENCE_SECONDS: '60' } });
});
afterAll(() => world.close());

interface Sent {
  status: number;
  body: Record<string, unknown>;
}
type Content = Uint8Array | ReadableStream<Uint8Array>;

async function send(query: string, content: Content, token = world.tokenOf(world.aurora)): Promise<Sent> {
  const response = await fetch(`${world.url}/v1/attachments${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: content,
    ...(content instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as Sent['body'] };
}

/** Says that it sends so many bytes, and sends none before it is answered. */
const announce = (bytes: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${world.tokenOf(world.aurora)}`, 'content-length': String(bytes) };
    const sent = request(`${world.url}/v1/attachments`, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });

function streamOf(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      const piece = Math.min(left, 1_048_576);
      left -= piece;
      controller.enqueue(new Uint8Array(piece).fill(0x20));
    },
  });
}

describe('POST /v1/attachments', () => {
  it('keeps a file with its pages, and answers what stands for it', async () => {
    const { status, body } = await send('?project=aurora/adjutant&name=minutes.pdf', documentOf('minutes.pdf'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      project: 'aurora/adjutant',
      reference: `attachment:${body.number}`,
      name: 'minutes.pdf',
      kind: 'pdf',
      pages: 2,
      person: 'Jonas Weber',
    });
  });

  it('keeps the same content once, whoever brings it, and shows it by its latest name', async () => {
    const first = await send('?name=card.pdf', documentOf('contact.pdf'));
    const again = await send(
      '?name=other.pdf',
      documentOf('contact.pdf'),
      await tokenFor(world, await maria(world), ['documents:files:create']),
    );
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual({ ...first.body, name: 'other.pdf' });
    const { database } = world.application.services;
    const rows = await database.withTenant((await jonas(world)).tenant, (tx) =>
      tx.query(
        "select sum(octet_length(p.content)) as bytes from attachment_parts p join attachments a on a.id = p.attachment_id where a.name = 'other.pdf'",
      ),
    );
    expect(rows).toEqual([{ bytes: documentOf('contact.pdf').length }]);
  });

  it('keeps two of the same that come at once, once', async () => {
    const content = documentOf('umlauts.docx');
    const sent = await Promise.all([send('', content), send('', content), send('', content)]);
    expect(new Set(sent.map(({ body }) => body.number)).size).toBe(1);
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  });

  it.each<[string, string, () => Uint8Array, number, RegExp]>([
    [
      'a locked file',
      '?name=a.pdf',
      () => documentOf('locked.pdf'),
      400,
      /“a\.pdf” is locked with a password\. Save it without one/,
    ],
    ['a broken file', '?name=a.docx', () => documentOf('truncated.docx'), 400, /is broken/],
    ['a scan', '', () => documentOf('scan.pdf'), 400, /pictures of pages and no text/],
    ['nothing', '', () => new Uint8Array(), 400, /is empty/],
    [
      'a file for a project of others',
      '?project=borealis/shop',
      () => documentOf('tasks.docx'),
      404,
      /There is no project “borealis\/shop” that you are a member of/,
    ],
  ])('refuses %s, and says what to do', async (_what, query, content, status, detail) => {
    const sent = await send(query, content());
    expect([sent.status, sent.body.detail]).toEqual([status, expect.stringMatching(detail)]);
  });

  it('refuses who may not, before a byte is read', async () => {
    const token = await tokenFor(world, await jonas(world), ['documents:files:read']);
    const { status, body } = await send('', documentOf('tasks.docx'), token);
    expect([status, body.code]).toEqual([403, 'permission.denied']);
    expect((await send('', documentOf('tasks.docx'), 'adj_nobody')).status).toBe(401);
  });

  it('refuses a byte more than 50 MB by what the request says of itself', async () => {
    expect(await announce(maxFileBytes + 1)).toBe(413);
  });

  it('refuses a byte more than 50 MB that was not told of', async () => {
    const { status, body } = await send('?name=long.txt', streamOf(maxFileBytes + 1));
    expect([status, body.detail]).toEqual([
      413,
      '“long.txt” has more than 50 MB; a file may have 50 MB. Send the part that matters.',
    ]);
  });

  it('takes 50 MB', async () => {
    // It is read to its end: only then can it be known that it holds blanks only.
    const { status, body } = await send('', streamOf(maxFileBytes));
    expect([status, body.detail]).toEqual([400, expect.stringMatching(/holds blanks only/)]);
  });
});

describe('GET /v1/attachments', () => {
  const list = async (query = '', token?: string) =>
    (await call(world, `/v1/attachments${query}`, undefined, { method: 'GET', token })).body;

  it('lists the files of one’s projects, the newest first', async () => {
    const { attachments } = (await list()) as { attachments: { number: number; reference: string }[] };
    expect(attachments.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(await list('?project=borealis/shop')).toMatchObject({ code: 'project.unknown' });
  });

  it('shows another organisation nothing', async () => {
    expect(await list('', world.tokenOf(world.borealis))).toEqual({ attachments: [] });
    const theirs = await call(world, '/v1/documents/show-file', { file: 1 }, { token: world.tokenOf(world.borealis) });
    expect([theirs.status, theirs.body.code]).toEqual([404, 'file.unknown']);
  });
});

describe('attachment:<number> in a field for files', () => {
  it('stands for the text of the file', async () => {
    const { body } = await send('?name=tasks.docx', documentOf('tasks.docx'));
    const { status, body: made } = await call(world, '/v1/planning/make-plan', { goal: body.reference });
    expect([status, made.text]).toEqual([200, expect.stringMatching(/Launch of the new shop[\s\S]*Write help pages/)]);
  });

  it('is told alike whether it is of others or nowhere', async () => {
    const fields = { goal: 'attachment:1', project: 'borealis/shop' };
    const theirs = await call(world, '/v1/planning/make-plan', fields, { token: world.tokenOf(world.borealis) });
    const nowhere = await call(world, '/v1/planning/make-plan', { goal: 'attachment:999999' });
    expect([theirs.status, nowhere.status]).toEqual([404, 404]);
    expect(String(theirs.body.detail).replace('attachment:1 ', '…')).toBe(
      String(nowhere.body.detail).replace('attachment:999999 ', '…'),
    );
  });

  it('needs the right to read files, too', async () => {
    const token = await tokenFor(world, await jonas(world), ['planning:plans:change']);
    const { status, body } = await call(world, '/v1/planning/make-plan', { goal: 'attachment:1' }, { token });
    expect([status, body.code]).toEqual([403, 'permission.denied']);
  });

  it('is only words in any other field', async () => {
    const { status, body } = await call(world, '/v1/planning/make-plan', {
      goal: 'ship the shop',
      title: 'attachment:1',
    });
    expect([status, body.text]).toEqual([200, expect.stringContaining('attachment:1')]);
  });

  it('is no file of somebody’s message', async () => {
    const { status, body } = await call(world, '/v1/documents/keep-file', { file: 'upload:1' });
    expect([status, body.detail]).toEqual([
      404,
      expect.stringMatching(/no file upload:1 that a message of yours brought/),
    ]);
  });
});

import { randomUUID } from 'node:crypto';
import express from 'express';
import type { Store } from '../store.ts';
import { type Json, TeamsError } from './model.ts';

interface StoredFile {
  id: string;
  name: string;
  base64: string;
}

/** The drive on which Teams keeps what people bring: an address lets in whoever has it, for some minutes. */
export interface SharedFiles {
  bring(file: { name: string; content: Buffer }): string;
  find(id: string): { name: string; content: Buffer };
  /** As an activity shows it. */
  attachment(id: string): Json;
  router: express.Router;
}

const lifeMs = 600_000;

export function createSharedFiles(store: Store, { url, now }: { url(): string; now(): Date }): SharedFiles {
  const rows = store.collection<StoredFile>('teams.files');
  const find: SharedFiles['find'] = (id) => {
    const file = rows.get(id);
    if (!file) throw new TeamsError(404, 'itemNotFound', 'There is no such file.');
    return { name: file.name, content: Buffer.from(file.base64, 'base64') };
  };
  const router = express.Router();
  router.get('/drive/:id', (request, response) => {
    const file = rows.get(request.params.id);
    if (!file || Number(request.query.until) < now().getTime())
      return void response.status(404).json({ error: { code: 'itemNotFound', message: 'The address is not valid.' } });
    response.set('x-content-type-options', 'nosniff').attachment(file.name);
    response.type('application/octet-stream').send(Buffer.from(file.base64, 'base64'));
  });
  return {
    router,
    find,
    bring({ name, content }) {
      const id = randomUUID();
      rows.put(id, { id, name, base64: content.toString('base64') });
      return id;
    },
    attachment(id) {
      const { name } = find(id);
      const fileType = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
      const downloadUrl = `${url()}/teams/drive/${id}?until=${now().getTime() + lifeMs}`;
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name,
        contentUrl: `${url()}/teams/drive/${id}`,
        content: { downloadUrl, uniqueId: id, fileType },
      };
    },
  };
}

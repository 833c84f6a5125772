import type express from 'express';
import {
  AppError,
  type KeptFile,
  type Principal,
  requireMember,
  requirePermission,
  writeFileReference,
} from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { createFileBodies } from '../file-body.ts';
import type { Asked } from './answer.ts';

const listedAtMost = 100;
type Response = express.Response<unknown, { asked: Asked }>;

const attachmentOf = (file: KeptFile) => ({
  ...file,
  reference: writeFileReference({ kind: 'attachment', number: file.number }),
});

const queryText = (request: express.Request, name: string): string | undefined => {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

function projectOf(request: express.Request, { projects }: Principal): string {
  const named = queryText(request, 'project');
  const [only, ...others] = projects;
  if (named !== undefined) return named;
  if (only !== undefined && others.length === 0) return only;
  const message = `Say which project the file belongs to: ?project=<full path>. Yours: ${projects.join(', ') || 'none'}.`;
  throw new AppError('input.invalid', message, { fields: { project: 'is missing' } });
}

/** A file is the body of its request, whatever it calls itself. */
export function createAttachments({ files, requests }: Services) {
  const bodies = createFileBodies();
  return {
    async keep(request: express.Request, response: Response): Promise<void> {
      const { principal, correlation } = response.locals.asked;
      // Before a byte of it is read.
      requirePermission({ permission: 'documents:files:create' }, principal);
      requests.count(principal);
      const project = projectOf(request, principal);
      requireMember(project, principal);
      const name = queryText(request, 'name') ?? 'file';
      const { file, isNew } = await bodies.read(request, { name }, (content) =>
        files.keep(principal, { project, name, content, correlation }),
      );
      response.status(isNew ? 201 : 200).json(attachmentOf(file));
    },

    async list(request: express.Request, response: Response): Promise<void> {
      const { principal } = response.locals.asked;
      requirePermission({ permission: 'documents:files:read' }, principal);
      requests.count(principal);
      const project = queryText(request, 'project');
      if (project !== undefined) requireMember(project, principal);
      const found = await files.readerFor(principal).list({ limit: listedAtMost, ...(project ? { project } : {}) });
      response.json({ attachments: found.map(attachmentOf) });
    },
  };
}

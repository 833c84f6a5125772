import type express from 'express';
import { AppError, isExpected, requirePermission } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { createFileBodies } from '../file-body.ts';
import { filePage, filesPage, maxShown } from './files-page.ts';
import { notFoundPage } from './messages.ts';
import { paths } from './paths.ts';
import { numberSchema } from './runs.ts';
import type { Visit } from './visit.ts';

const pagesAtOnce = 20;
/** What stands around a file in a form. */
const aroundBytes = 16 * 1024;

const viewOf = async ({ files }: Services, { principal, formToken, now }: Visit) => ({
  files: await files.readerFor(principal).list({ limit: maxShown }),
  principal,
  formToken,
  now,
});

export const showFiles =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    requirePermission({ permission: 'documents:files:read' }, visit.principal);
    const kept = numberSchema.safeParse(visit.request.query.kept);
    return visit.show(filesPage({ ...(await viewOf(services, visit)), ...(kept.success ? { kept: kept.data } : {}) }));
  };

const isUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'file.unknown';

/** For the file that the address names; what the reader may not see is not there. */
const ofFile =
  (work: (visit: Visit, number: number) => Promise<void>) =>
  async (visit: Visit): Promise<void> => {
    requirePermission({ permission: 'documents:files:read' }, visit.principal);
    const number = numberSchema.safeParse(visit.request.params.number);
    if (!number.success) return visit.show(notFoundPage, 404);
    try {
      await work(visit, number.data);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      await visit.show(notFoundPage, 404);
    }
  };

export const showFile = ({ files }: Services) =>
  ofFile(async ({ principal, request, now, show }, number) => {
    const reader = files.readerFor(principal);
    const file = await reader.find(number);
    const asked = numberSchema.safeParse(request.query.page);
    const from = asked.success && asked.data <= file.pages ? asked.data : 1;
    await show(filePage({ file, from, pages: await reader.pages(number, { from, count: pagesAtOnce }), now }));
  });

export const sendFile = ({ files }: Services) =>
  ofFile(async ({ principal, response }, number) => {
    const { name, content } = await files.contentOf(principal, number);
    // Never shown as a page of ours, whatever it holds.
    response.attachment(name).type('application/octet-stream').send(Buffer.from(content));
  });

interface Upload {
  fields: Record<string, unknown>;
  file: { name: string; content: Uint8Array } | undefined;
}

async function parseUpload(content: Buffer, type: string): Promise<Upload> {
  try {
    const form = await new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    return {
      fields: { token: form.get('token'), project: form.get('project') },
      file: file instanceof File ? { name: file.name, content: new Uint8Array(await file.arrayBuffer()) } : undefined,
    };
  } catch (cause) {
    throw new AppError('input.invalid', 'The file did not come through whole. Choose it again, and send it.', {
      cause,
    });
  }
}

/** Keeps a file that a form brings; what is wrong with it stands above the form. */
export function keepFile(services: Services) {
  const bodies = createFileBodies();
  return async (visit: Visit, checkToken: (token: unknown) => void): Promise<void> => {
    const { request, response, principal, correlation } = visit;
    requirePermission({ permission: 'documents:files:create' }, principal);
    services.requests.count(principal);
    try {
      const kept = await bodies.read(request, { name: 'The file', extraBytes: aroundBytes }, async (content) => {
        const { fields, file } = await parseUpload(content, typeOf(request));
        checkToken(fields.token);
        if (!file || file.name === '') throw new AppError('input.invalid', 'Choose a file first.');
        const project = String(fields.project ?? '');
        return services.files.keep(principal, { ...file, project, correlation });
      });
      response.redirect(303, `${paths.files}?kept=${kept.file.number}`);
    } catch (error) {
      if (!isExpected(error) || error.code === 'request.expired') throw error;
      await visit.show(filesPage({ ...(await viewOf(services, visit)), fault: error.message }), error.status);
    }
  };
}

const typeOf = (request: express.Request): string => request.get('content-type') ?? '';

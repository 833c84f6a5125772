import { z } from 'zod';
import type { Picture } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { effectOf } from './approvals.ts';
import { notFoundPage } from './messages.ts';
import { picturesOf } from './run-answers.ts';
import { storyOf } from './runs.ts';
import type { Visit } from './visit.ts';

const indexSchema = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number);

// A picture has colours and fonts of its own, and nothing else to load or to run.
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

async function send({ pictures }: Services, visit: Visit, found: readonly Picture[]): Promise<void> {
  const { request, response, show } = visit;
  const index = indexSchema.safeParse(request.params.index);
  const picture = index.success ? found[index.data] : undefined;
  if (!picture) return show(notFoundPage, 404);
  const drawn = await pictures.svg(picture);
  response.set('Content-Security-Policy', policy).type('image/svg+xml').send(drawn);
}

export const showApprovalPicture =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const view = await effectOf(services, visit);
    await send(services, visit, view?.effect.preview?.pictures ?? []);
  };

export const showRunPicture =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const story = await storyOf(services, visit);
    await send(services, visit, story ? picturesOf(services.registry, story) : []);
  };

import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { z } from 'zod';
import { type Delivery, hashOf, type Picture } from '../../core/index.ts';
import { readMessage, type Services } from '../../services/index.ts';

export interface Pictures {
  /** Addresses of a message's pictures, for Teams to fetch: unguessable, each of one picture. */
  urlsOf(delivery: Pick<Delivery, 'tenant' | 'message' | 'content'>): readonly string[];
  /** Mounted beside the door: `GET /pictures/…`. */
  router: express.Router;
}

const uuid = z.uuid();
const where = z.object({
  tenant: uuid,
  message: uuid,
  index: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
  seal: z
    .string()
    .regex(/^[\w-]{43}\.png$/)
    .transform((name) => name.slice(0, -4)),
});

/** Teams shows only pictures that it can fetch, and fetches without a login: the address itself is the key to one picture. */
export function createTeamsPictures({ database, pictures, publicUrl }: Services, key: Buffer): Pictures {
  const sealOf = (tenant: string, message: string, picture: Picture): string =>
    createHmac('sha256', key)
      .update(`${tenant}:${message}:${hashOf(picture)}`)
      .digest('base64url');

  const router = express.Router();
  router.get('/pictures/:tenant/:message/:index/:seal', async (request, response) => {
    const found = where.safeParse(request.params);
    if (!found.success) return void response.status(404).end();
    const { tenant, message, index, seal } = found.data;
    const picture = (await readMessage(database, tenant, message))?.pictures?.[index];
    const isKnown = picture && timingSafeEqual(Buffer.from(sealOf(tenant, message, picture)), Buffer.from(seal));
    if (!picture || !isKnown) return void response.status(404).end();
    response
      .set({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=86400' })
      .type('image/png')
      .send(await pictures.png(picture));
  });

  return {
    router,
    urlsOf: ({ tenant, message, content }) =>
      (content.pictures ?? []).map(
        (picture, index) =>
          `${publicUrl}/teams/pictures/${tenant}/${message}/${index}/${sealOf(tenant, message, picture)}.png`,
      ),
  };
}

import { AppError, type Deliver, type Delivery, type MessageRef, type Reply } from '../../core/index.ts';
import type { FoundReference, References } from '../../services/index.ts';
import type { TeamsAdapter } from './adapter.ts';
import type { Pictures } from './pictures.ts';
import { maxCardBytes, render } from './render.ts';
import { refusalOf } from './service-errors.ts';
import { rootOf } from './turn.ts';

/** A place as it is addressed and reached. */
interface Spot {
  serviceUrl: string;
  conversation: string;
  /** What stands above what could not be posted where it belongs. */
  hint?: string;
}

const platform = 'teams';
/** Tried one after the other while Teams says that it is too much. */
const sizes = [maxCardBytes, 12_000, 5_000];

const isTooMuch = (error: unknown): boolean => refusalOf(error)?.status === 413;
/** The bot was taken out, blocked, or the conversation is no more. */
const isClosed = (error: unknown): boolean => [403, 404, 410].includes(refusalOf(error)?.status ?? 0);

export interface DeliverOptions {
  adapter: TeamsAdapter;
  references: References;
  pictures: Pictures;
  /** Where people reach the console, for what cannot be shown here. */
  publicUrl: string;
}

const unreachable = (message: string, cause?: unknown): AppError =>
  new AppError('delivery.unreachable', message, cause === undefined ? {} : { cause });

/** Teams as a place that can be spoken to first. */
export function createDeliver({ adapter, references, pictures, publicUrl }: DeliverOptions): Deliver {
  const consoleOf = ({ asksFeedback }: Reply): string =>
    `${publicUrl}/console${asksFeedback ? `/runs/${asksFeedback.run}` : ''}`;

  async function fitted<T>(
    delivery: Delivery,
    spot: Spot,
    work: (message: ReturnType<typeof render>) => Promise<T>,
  ): Promise<T> {
    const { content } = delivery;
    const urls = pictures.urlsOf(delivery);
    const hint = spot.hint === undefined ? {} : { hint: spot.hint };
    const extras = { pictures: urls, seeAt: consoleOf(content), ...hint };
    for (const [index, size] of sizes.entries()) {
      try {
        return await work(render(content, extras, size));
      } catch (error) {
        if (index === sizes.length - 1 || !isTooMuch(error)) throw error;
      }
    }
    throw new AppError('internal', 'There is no smaller form.');
  }

  async function post(delivery: Delivery, spot: Spot): Promise<MessageRef> {
    const id = await fitted(delivery, spot, (message) => adapter.until(delivery.signal).send(spot, message));
    return { conversation: spot.conversation, id };
  }

  /** The direct conversation with a person: the one we know, or a new one. */
  async function directSpot({ tenant, address: { to }, signal }: Delivery): Promise<Spot | undefined> {
    const [realm, user] = [to.realm ?? '', to.user ?? ''];
    const known = await references.findPersonal(tenant, { platform, realm, subject: user });
    if (known && !known.isRemoved) return known;
    const any = await references.findAny(tenant, { platform, realm });
    if (!any || known?.isRemoved || user === '') return undefined;
    const conversation = await adapter.until(signal).openDirect(any.serviceUrl, { realm, user });
    const { serviceUrl } = any;
    await references.keep(tenant, { ...any, conversation, kind: 'personal', name: '', subject: user });
    return { serviceUrl, conversation };
  }

  const placeOf = (delivery: Delivery) => ({
    platform: platform as 'teams',
    realm: delivery.address.to.realm ?? '',
    conversation: rootOf(delivery.address.to.conversation ?? ''),
  });

  async function postDirect(
    delivery: Delivery,
    from: FoundReference | undefined,
    cause?: unknown,
  ): Promise<MessageRef> {
    const isOther = from !== undefined && from.kind !== 'personal';
    const spot = isOther || from === undefined ? await directSpot(delivery) : undefined;
    if (!spot) throw unreachable('Neither the conversation nor the person can be written to in Teams.', cause);
    const where = from?.name ? ` “${from.name}”` : '';
    const hint = `I cannot write in the conversation${where} any more, so this is for you here. Add me there again to get answers there.`;
    return post(delivery, isOther ? { ...spot, hint } : spot);
  }

  async function postSomewhere(delivery: Delivery): Promise<MessageRef> {
    const { conversation } = delivery.address.to;
    const known = conversation === undefined ? undefined : await references.find(delivery.tenant, placeOf(delivery));
    if (!known || known.isRemoved) return postDirect(delivery, known);
    try {
      return await post(delivery, { serviceUrl: known.serviceUrl, conversation: conversation ?? known.conversation });
    } catch (error) {
      if (!isClosed(error)) throw error;
      await references.remove(delivery.tenant, placeOf(delivery));
      return postDirect(delivery, known, error);
    }
  }

  /** Replaces what was posted, or posts anew when it is gone. */
  async function replace(delivery: Delivery, posted: MessageRef): Promise<MessageRef> {
    const [conversation, id] = [posted.conversation ?? '', posted.id ?? ''];
    const place = { ...placeOf(delivery), conversation: rootOf(conversation) };
    const known = await references.find(delivery.tenant, place);
    if (!known || known.isRemoved) return postSomewhere(delivery);
    const spot = { serviceUrl: known.serviceUrl, conversation };
    try {
      await fitted(delivery, spot, (message) => adapter.until(delivery.signal).update(spot, id, message));
      return posted;
    } catch (error) {
      if (!isClosed(error)) throw error;
      return postSomewhere(delivery);
    }
  }

  return {
    async deliver(delivery) {
      try {
        return await (delivery.posted ? replace(delivery, delivery.posted) : postSomewhere(delivery));
      } catch (error) {
        if (isClosed(error)) throw unreachable('The conversation can no longer be written to in Teams.', error);
        throw error;
      }
    },
  };
}

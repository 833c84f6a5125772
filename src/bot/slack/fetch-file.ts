import { AppError } from '../../core/index.ts';
import type { FetchFile } from '../../services/index.ts';
import { downloadFile } from '../asking/download.ts';
import { toAppError } from './api-errors.ts';
import type { Clients } from './clients.ts';

const slacksFiles = 'https://files.slack.com';
const ifDenied = 'The app lacks the right to read files (files:read): ask who looks after Slack to install it again.';

export interface FetchFileOptions {
  clients: Clients;
  apiUrl: string | undefined;
}

/** Gets a file that a message brought, with the bot's own right to it. The token goes to Slack and to nobody else. */
export function createFetchFile({ clients, apiUrl }: FetchFileOptions): FetchFile {
  const isSlacks = (url: string): boolean => {
    if (!URL.canParse(url)) return false;
    const { origin, hostname } = new URL(url);
    return apiUrl === undefined ? origin === slacksFiles : hostname === new URL(apiUrl).hostname;
  };

  return async (tenant, { name, place }, signal) => {
    const { team = '', file = '', isElsewhere } = place;
    if (isElsewhere !== undefined)
      throw new AppError(
        'upstream.refused',
        `“${name}” lies with another service. Download it, and send the file itself.`,
      );
    const client = await clients.of(tenant, team);
    // From a workspace of others a message brings the name only.
    const url =
      place.url ??
      (await client.files.info({ file }).then(
        (answer) => answer.file?.url_private_download ?? answer.file?.url_private ?? '',
        (error: unknown) => {
          throw toAppError(error);
        },
      ));
    if (!isSlacks(url))
      throw new AppError('upstream.refused', `Slack named an address for “${name}” that is not its own.`);
    const headers = { authorization: `Bearer ${client.token}` };
    return downloadFile({ url, name, from: 'Slack', headers, signal, ifDenied });
  };
}

import { AppError } from '../../core/index.ts';
import type { FetchFile } from '../../services/index.ts';
import { downloadFile } from '../asking/download.ts';
import { isAllowedService } from './service-hosts.ts';
import type { TeamsSettings } from './settings.ts';

/** Gets a file by the address that came with the message: it lets in whoever has it, for some minutes, and takes no token. */
export const createFetchFile =
  ({ fileHosts }: TeamsSettings): FetchFile =>
  async (_tenant, { name, place: { url = '' } }, signal) => {
    if (!isAllowedService(url, fileHosts))
      throw new AppError('upstream.refused', `Teams named an address for “${name}” that is not Microsoft’s.`);
    return downloadFile({ url, name, from: 'Teams', headers: {}, signal, ifDenied: 'Send it again.' });
  };

import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';

const keys = z.object({
  appKey: z.string().min(1),
  appSecret: z.string().min(1),
  accessToken: z.string().min(1),
  accessSecret: z.string().min(1),
});
export type Keys = z.output<typeof keys>;

const unreadable = (): AppError =>
  new AppError(
    'vendor.not-connected',
    "This organisation's X account is stored without its four keys. Ask an admin to connect X again.",
  );

/** The secret of an X account is JSON with the four values of OAuth 1.0a. */
export function readKeys(secret: Secret): Keys {
  try {
    return keys.parse(JSON.parse(secret.reveal()));
  } catch {
    // The fault itself quotes what could not be read.
    throw unreadable();
  }
}

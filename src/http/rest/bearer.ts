import type express from 'express';
import { AppError, type Principal } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';

const bearerPattern = /^Bearer +([\w.~+/=-]{1,4096}) *$/i;

const howTo = 'Send your token as the header "Authorization: Bearer <token>".';

/** Who asks: read anew at each request, with the roles, projects and revocations of now. */
export async function authenticate({ identity }: Services, request: express.Request): Promise<Principal> {
  const header = request.get('authorization');
  if (header === undefined) throw new AppError('identity.unverified', `You did not say who you are. ${howTo}`);
  const token = bearerPattern.exec(header)?.[1];
  if (token === undefined) throw new AppError('identity.unverified', `This is no bearer token. ${howTo}`);
  return (await identity.bearer(token, 'rest')).principal;
}

import { AppError } from '../../core/index.ts';

const refusal = (message: string): AppError => new AppError('identity.unknown', message);

/** Nobody there can be known: `place` in the chat's own word for an organisation. */
export const notConnected = (place: string, realm: string): AppError =>
  refusal(
    `This ${place} is not connected to Adjutant (${realm}). Ask whoever runs Adjutant in your organisation to connect it.`,
  );

export const notKnown = (): AppError =>
  refusal('Adjutant does not know you here. Ask an admin of your organisation to add you.');

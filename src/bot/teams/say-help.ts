import type { Services } from '../../services/index.ts';
import { helpFor, registryFor } from '../asking/help.ts';
import type { Say } from '../asking/say.ts';
import type { KnownTurn } from './door-parts.ts';

/** All that this person may ask for. */
export const sayHelp = ({ intake, registry }: Services, { who }: KnownTurn): Promise<Say> =>
  intake.serve({ ...who, door: 'teams' }, async ({ principal }) =>
    helpFor(registryFor(registry, principal), principal, {}),
  );

import type { Services } from '../../services/index.ts';
import type { Clients } from './clients.ts';
import type { Whisper } from './whisper.ts';

/** What the listeners of this door work with. */
export interface DoorParts {
  services: Services;
  clients: Clients;
  whisper: Whisper;
}

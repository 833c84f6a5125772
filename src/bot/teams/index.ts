import express from 'express';
import type { Address, Channels, Deliver } from '../../core/index.ts';
import { AppError } from '../../core/index.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import type { FetchFile, Services, Subject } from '../../services/index.ts';
import { createTeamsAdapter, type TeamsAdapter } from './adapter.ts';
import { appPackage } from './app-package.ts';
import { createTeamsChannels } from './channels.ts';
import { createDeliver } from './deliver.ts';
import type { DoorParts } from './door-parts.ts';
import { createFetchFile } from './fetch-file.ts';
import { createInvokes, type InvokeAnswer } from './invokes.ts';
import { createMessages } from './messages.ts';
import { createTeamsPictures } from './pictures.ts';
import { createReceiver } from './receiver.ts';
import type { TeamsSettings } from './settings.ts';
import { createTokens } from './tokens.ts';
import type { InboundTurn } from './turn.ts';
import { createMembership } from './welcome.ts';

export { isTeamsChannel } from './channels.ts';
export { teamsSettingsOf } from './settings.ts';

export interface TeamsDoorOptions {
  services: Services;
  /** Without them nothing can be told from a forgery: every request is refused. */
  settings: TeamsSettings | undefined;
  /** Seals the addresses of pictures. */
  pictureKey: Buffer;
}

export interface TeamsDoor {
  /** Mounted at `/teams`: `POST /teams/messages` takes activities; `GET /teams/app.zip` is the app to upload. */
  router: express.Router;
  deliver: Deliver;
  fetchFile: FetchFile;
  /** An organisation's channels; nothing when Teams is not set up here. */
  channelsOf(tenant: string, vendor: Vendor): Channels | undefined;
}

type Handle = (turn: InboundTurn, correlation: string) => Promise<InvokeAnswer>;
const accepted: InvokeAnswer = { status: 200 };

function createHandler(parts: DoorParts): Handle {
  const messages = createMessages(parts);
  const invokes = createInvokes(parts);
  const membership = createMembership(parts);
  return async (turn, correlation) => {
    if (turn.kind === 'invoke') return invokes.answer(turn, correlation);
    if (turn.kind === 'message') await messages.answer(turn, correlation);
    if (turn.kind === 'joined') await membership.joined(turn);
    if (turn.kind === 'left') await membership.left(turn);
    return accepted;
  };
}

const closedDoor: Deliver = {
  deliver: async () => {
    throw new AppError('delivery.unreachable', 'Teams is not set up here.');
  },
};
const noFiles: FetchFile = async () => {
  throw new AppError('delivery.unreachable', 'Teams is not set up here.');
};
const noHandler: Handle = async () => ({ status: 503 });

export function createTeamsDoor({ services, settings, pictureKey }: TeamsDoorOptions): TeamsDoor {
  const log = services.log.child({ door: 'teams' });
  const adapter: TeamsAdapter | undefined = settings && createTeamsAdapter(settings);
  const tokens = settings && createTokens(settings);
  const pictures = createTeamsPictures(services, pictureKey);
  const handle = adapter ? createHandler({ services, adapter }) : noHandler;
  const router = express.Router();
  router.use(pictures.router);
  const { references, publicUrl, registry } = services;
  if (settings) {
    router.get('/app.zip', (_request, response) => {
      const content = appPackage({ agents: registry.agents, publicUrl, appId: settings.appId });
      response.type('zip').attachment('adjutant-teams.zip').send(content);
    });
  }
  router.use(createReceiver({ settings, tokens, handle, log }));
  return {
    router,
    deliver: adapter ? createDeliver({ adapter, references, pictures, publicUrl }) : closedDoor,
    fetchFile: settings ? createFetchFile(settings) : noFiles,
    channelsOf: (tenant, vendor) =>
      adapter && settings && createTeamsChannels({ tenant, adapter, references, webUrl: settings.webUrl }, vendor),
  };
}

/** The personal conversation with somebody, for who asked at a door that cannot speak first. */
export const teamsAddressOf = ({ realm, subject }: Subject): Address => ({
  door: 'teams',
  to: { realm, user: subject },
});

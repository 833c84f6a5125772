import { App } from '@slack/bolt';
import type express from 'express';
import type { Address, Deliver } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import type { FetchFile, Services, Subject } from '../../services/index.ts';
import { createBackground } from './background.ts';
import { createClicks } from './clicks.ts';
import { clientOptions, createClients, loggerFor } from './clients.ts';
import { answerCommand } from './commands.ts';
import { createDeliver } from './deliver.ts';
import type { DoorParts } from './door-parts.ts';
import { createFetchFile } from './fetch-file.ts';
import { slackManifest } from './manifest.ts';
import { createMessages } from './messages.ts';
import { readClick, readMessage, readSlackCommand, readSubmission } from './payloads.ts';
import { createUpload } from './pictures.ts';
import { createReceiver } from './receiver.ts';
import type { Reception } from './reception.ts';
import { createRespond } from './response-url.ts';
import { createSubmissions } from './submissions.ts';
import { createWhisper } from './whisper.ts';

export interface SlackDoorOptions {
  services: Services;
  /** Without one nothing can be told from a forgery: every request is refused. */
  signingSecret: Secret | undefined;
  /** Base of Slack's Web API; Slack's own when left out. */
  apiUrl: string | undefined;
}

export interface SlackDoor {
  /** Mounted at `/slack`: `POST /slack/events` takes events, commands and interactions; `GET /slack/manifest.json` is the app to create. */
  router: express.Router;
  deliver: Deliver;
  fetchFile: FetchFile;
  /** Waits for what was begun. */
  close(): Promise<void>;
}

export { createChannels } from './channels.ts';

type SlackApp = App<{ reception: Reception }>;
const commandName = '/adjutant';
const otherCommands = /^(?!\/adjutant$)/;

function listenTo(app: SlackApp, parts: DoorParts): void {
  const messages = createMessages(parts);
  const clicks = createClicks(parts);
  const submissions = createSubmissions(parts);

  app.command(commandName, async ({ body, ack, context: { reception } }) =>
    ack(await answerCommand(parts, readSlackCommand(body), reception)),
  );
  app.command(otherCommands, async ({ body, ack }) =>
    ack(`Adjutant does not answer to ${body.command}. Try ${commandName} help.`),
  );
  app.event('app_mention', async ({ body, context: { reception } }) => messages.answer(readMessage(body), reception));
  app.event('message', async ({ body, event, context: { reception } }) => {
    if (event.channel_type === 'im') await messages.answer(readMessage(body), reception);
    // In channels mentions come as events of their own; of all the rest only replies in threads can be meant for us.
    else if ('thread_ts' in event) await messages.overhear(readMessage(body), reception);
  });
  app.action(/^decide:/, ({ body, ack, context: { reception } }) => clicks.decide(readClick(body), reception, ack));
  app.action(/^decide-with-reason:/, ({ body, ack, context: { reception } }) =>
    clicks.askReason(readClick(body), reception, ack),
  );
  app.action(/^form:/, ({ body, ack, context: { reception } }) => clicks.openForm(readClick(body), reception, ack));
  app.action('help', ({ body, ack, context: { reception } }) => clicks.showHelp(readClick(body), reception, ack));
  app.action('rate', ({ body, ack, context: { reception } }) => clicks.rate(readClick(body), reception, ack));
  app.view('form', async ({ body, ack, context: { reception } }) =>
    ack(await submissions.submitForm(readSubmission(body), reception)),
  );
  app.view('reason', async ({ body, ack, context: { reception } }) =>
    ack(await submissions.giveReason(readSubmission(body), reception)),
  );
  app.view('rating', async ({ body, ack, context: { reception } }) =>
    ack(await submissions.giveComment(readSubmission(body), reception)),
  );
}

export function createSlackDoor({ services, signingSecret, apiUrl }: SlackDoorOptions): SlackDoor {
  const log = services.log.child({ door: 'slack' });
  const background = createBackground(log);
  const { receiver, router } = createReceiver({ signingSecret, background, log });
  const options = clientOptions(apiUrl, log);
  const clients = createClients(services.credentials, options);
  const app: SlackApp = new App<{ reception: Reception }>({
    receiver,
    logger: loggerFor(log),
    clientOptions: options,
    convoStore: false,
    // Tokens are looked up by who needs one; who is a bot is seen in the message itself.
    authorize: async () => ({}),
    ignoreSelf: false,
  });
  app.error(async (error) => {
    // The receiver answers for it: an event is refused, so that Slack sends it again.
    throw error;
  });
  const respond = createRespond({ apiUrl, log });
  listenTo(app, { services, clients, whisper: createWhisper({ clients, respond, log }) });
  const upload = createUpload({ drawing: services.pictures, apiUrl, log });
  const { publicUrl, registry } = services;
  router.get('/manifest.json', (_request, response) => {
    response.json(slackManifest({ agents: registry.agents, publicUrl }));
  });
  const deliver = createDeliver({ clients, upload, respond, publicUrl });
  return { router, deliver, fetchFile: createFetchFile({ clients, apiUrl }), close: () => background.settled() };
}

/** The direct message with a person, for who asked at a door that cannot speak first. */
export const slackAddressOf = ({ realm, subject }: Subject): Address => ({
  door: 'slack',
  to: { team: realm, user: subject },
});

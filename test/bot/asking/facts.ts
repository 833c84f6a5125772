import { registry } from '../../../src/agents/registry.ts';
import { type Audience, audienceOf } from '../../../src/bot/asking/audience.ts';
import type { ChatDoor } from '../../../src/bot/asking/chat-door.ts';
import type { Say } from '../../../src/bot/asking/say.ts';
import { slackChat } from '../../../src/bot/slack/chat.ts';
import { teamsChat } from '../../../src/bot/teams/door-parts.ts';
import type { Principal, Role } from '../../../src/core/index.ts';

/** Each chat, with what stands before a command there. */
export const chats: readonly (readonly [name: string, door: ChatDoor, before: string])[] = [
  ['Slack', slackChat, '/adjutant '],
  ['Teams', teamsChat('personal'), ''],
  ['a channel of Teams', teamsChat('channel'), '@Adjutant '],
];

export const principalWith = (roles: readonly Role[], { name }: ChatDoor, projects = ['nova/ship']): Principal => ({
  tenant: 'tenant',
  person: 'person',
  name: 'Ada *L*',
  door: name,
  roles,
  scopes: undefined,
  projects,
});

export const audienceAt = (
  door: ChatDoor,
  { roles = ['manager'], projects = ['nova/ship'], hasModel = false } = {},
): Audience =>
  audienceOf({ registry, models: { isThere: hasModel } }, principalWith(roles as Role[], door, projects), door);

/** What can be pressed below it, as people read it. */
export const offersIn = ({ offers }: Say): string[] =>
  offers.map((offer) => (offer.kind === 'decide' ? offer.action.label : offer.label));

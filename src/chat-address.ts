import { slackAddressOf } from './bot/slack/index.ts';
import { teamsAddressOf } from './bot/teams/index.ts';
import type { Address } from './core/index.ts';
import type { Subject } from './services/index.ts';

/** How a person is spoken to first, at the chat where they are known. */
export const chatAddressOf = (subject: Subject): Address =>
  subject.provider === 'teams' ? teamsAddressOf(subject) : slackAddressOf(subject);

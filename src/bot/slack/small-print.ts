import type { KnownBlock } from '@slack/types';
import type { Link } from '../../core/index.ts';
import { linkTo } from './mrkdwn.ts';

/** A line in small print, in our own words: what stands in it formats and links. */
export const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text, verbatim: true }],
});

/** The console's page for it, where all is shown that has no room here. */
export const detailsOf = (links: readonly Link[]): string => {
  const details = links.find(({ label }) => label === 'Details');
  return details ? `: ${linkTo(details.url, 'Details')}` : '';
};

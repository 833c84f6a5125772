import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'communications',
  alias: 'digest',
  title: 'Communications',
  purpose: 'Tells people what happened: digests in a channel on a schedule, announcements, and reports.',
  takesWords: 'schedule-digest',
  calls: {
    digest: 'digest update newsletter round-up roundup',
    schedule: 'schedule subscription job',
    report:
      'report bericht statusbericht summary summarise summarize status status-update recap overview brief catch-up',
    channel: 'channel',
  },
});

import { describe, expect, it } from 'vitest';
import { messageIn } from '../../../src/bot/teams/channels.ts';

const channel = '19:abc@thread.tacv2';
const coded = encodeURIComponent(channel);

describe('the link to a message in Teams', () => {
  it.each([
    [
      'as Teams copies it',
      `https://teams.microsoft.com/l/message/${coded}/1732212000000?tenantId=t&groupId=g`,
      '1732212000000',
    ],
    ['uncoded', `https://teams.microsoft.com/l/message/${channel}/17`, '17'],
    ['among words', `I saw it: <https://teams.microsoft.com/l/message/${coded}/17?x=1> there`, '17'],
    [
      'to another channel',
      `https://teams.microsoft.com/l/message/${encodeURIComponent('19:other@thread.tacv2')}/17`,
      undefined,
    ],
    ['to a channel', `https://teams.microsoft.com/l/channel/${coded}/general`, undefined],
    ['without a number', `https://teams.microsoft.com/l/message/${coded}/general`, undefined],
    ['that goes on', `https://teams.microsoft.com/l/message/${coded}/17/../18`, undefined],
    ['that is none', 'in the channel, at the top', undefined],
    ['that is endless', `https://teams.microsoft.com/l/message/${coded}/${'1'.repeat(500)}`, undefined],
  ])('%s', (_what, seenAt, message) => {
    expect(messageIn(seenAt, channel)).toBe(message);
  });
});

import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/communications/post-announcement.ts';
import type { Channel, Channels, EffectContext, Reply } from '../../../src/core/index.ts';
import { parse } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { takeBack } from '../take-back.ts';

interface Said {
  channel: string;
  content: Reply;
  effect: string;
}

/** Channels of a chat that remembers; the real one is tested with its door, and with this capability on the road. */
function chat(): { channels: Channels; said: Said[]; since: Date[] } {
  const [said, since]: [Said[], Date[]] = [[], []];
  const open: Channel = { id: 'C1', name: 'general', isOpen: true };
  const closed: Channel = { id: 'C2', name: 'leadership', isOpen: false };
  const at = (channel: string, index: number) => ({
    channel,
    message: String(index),
    url: `https://chat.example/${index}`,
  });
  const channels: Channels = {
    find: async (name) => [open, closed].find(({ id }) => id === name),
    post: async (request) => at(request.channel, said.push(request)),
    findPost: async (channel, effect, from) => {
      since.push(from);
      const index = said.findIndex((each) => each.channel === channel && each.effect === effect);
      return index < 0 ? 'absent' : at(channel, index + 1);
    },
    hasPost: async ({ message }) => Number(message) <= said.length,
    deletePost: async ({ message }) => void said.splice(Number(message) - 1, 1),
  };
  return { channels, said, since };
}
const contextFor = (channels: Channels): EffectContext => ({
  ...contextOf({ channels }),
  effect: { id: 'effect-1', requester: 'Maria Lindqvist' },
});
const input = parse(capability.input, {
  project: 'aurora/shop',
  channel: 'C1',
  text: '**Aurora** posted on X:\n\n> Hello',
  link: 'https://x.com/aurora/status/1',
  label: 'Open the post',
});

describe('communications.post-announcement', () => {
  it('says it once, with its link and the effect', async () => {
    const { channels, said } = chat();
    const output = await capability.run(input, contextFor(channels));
    expect(output).toEqual({
      channel: 'C1',
      message: '1',
      url: 'https://chat.example/1',
      link: 'https://x.com/aurora/status/1',
    });
    expect(said).toEqual([
      {
        channel: 'C1',
        effect: 'effect-1',
        content: {
          tone: 'neutral',
          markdown: '**Aurora** posted on X:\n\n> Hello',
          links: [{ label: 'Open the post', url: 'https://x.com/aurora/status/1' }],
        },
      },
    ]);
  });

  it('finds what it said within a week, and nothing that it did not say', async () => {
    const { channels, since } = chat();
    const ctx = contextFor(channels);
    expect(await capability.find(input, ctx)).toBe('absent');
    const output = await capability.run(input, ctx);
    expect(await capability.find(input, ctx)).toEqual({ found: output });
    expect(since[0]?.toISOString()).toBe('2026-11-13T10:00:00.000Z');
  });

  it('asks a person when nobody can tell, and can be taken back', async () => {
    const { channels, said } = chat();
    const ctx = contextFor(channels);
    expect(capability.ifAbsent).toBe('ask');
    const output = parse(capability.output, await capability.run(input, ctx));
    expect([await takeBack(capability, output, input, ctx), await takeBack(capability, output, input, ctx)]).toEqual([
      'yes',
      'gone',
    ]);
    expect(said).toEqual([]);
  });

  it('shows what it will say', async () => {
    expect(await capability.preview(input, contextFor(chat().channels))).toEqual({
      markdown: 'Say this in `#general`?\n\n**Aurora** posted on X:\n\n> Hello',
    });
  });

  it.each(['C2', 'C3'])('refuses the channel %s, where it cannot speak', async (channel) => {
    const asked = capability.preview({ ...input, channel }, contextFor(chat().channels));
    await expect(asked).rejects.toThrow(/Type \/invite @Adjutant there first/);
  });
});

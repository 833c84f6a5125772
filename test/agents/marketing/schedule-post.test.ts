import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/marketing/schedule-post.ts';
import { type CompositeCapability, isComposite, parse } from '../../../src/core/index.ts';
import { prepare } from '../coding/sending.ts';
import { type PostingWorld, startPosting } from './posting-world.ts';

let world: PostingWorld;
beforeEach(async () => {
  world = await startPosting();
});
afterEach(() => world.close());

const project = 'aurora/shop';
function composite(): CompositeCapability {
  if (!isComposite(capability)) throw new Error('it has no parts');
  return capability;
}
const completed = async (input: object) =>
  composite().complete?.(parse(capability.input, { project, ...input }), world.context);

describe('marketing.schedule-post', () => {
  it('means the day as it is asked for, whenever it is approved', async () => {
    const input = await completed({ text: 'Hello', at: 'tomorrow 9:00 Europe/Berlin' });
    expect(input).toMatchObject({ at: '2026-11-21T09:00+01:00[Europe/Berlin]' });
    const { preview, parts } = await prepare(composite(), input ?? {}, world.context);
    expect(preview.markdown).toMatch(
      /^Post on X as \*\*@aurora\\_robotics\*\* on \*\*Sat, 21 Nov 2026, 09:00 Europe\/Berlin \\\(08:00 UTC\\\)\*\*: “Hello”\?/,
    );
    expect(preview.facts).toMatchObject({ When: 'Sat, 21 Nov 2026, 09:00 Europe/Berlin (08:00 UTC)' });
    expect(parts.map(({ name }) => name)).toEqual(['post', 'announcement']);
  });

  it('is sent at its moment, and not any more six hours later', async () => {
    const input = parse(
      capability.input,
      (await completed({ text: 'Hello', at: '2026-12-01 09:00 Europe/Berlin' })) ?? {},
    );
    expect(composite().when?.(input)).toEqual({
      from: new Date('2026-12-01T08:00:00Z'),
      until: new Date('2026-12-01T14:00:00Z'),
    });
  });

  it.each([
    ['the past', '2020-01-01 09:00', /has passed already\. Give a moment to come/],
    ['the far future', '2029-01-01 09:00', /more than a year ahead\. Give a moment within a year/],
    ['a day without a time', 'tomorrow', /at what time of the day\. Write it as 2026-12-01 09:00/],
    ['no moment', 'when pigs fly', /could not read “when pigs fly”.*Write it as/],
  ])('refuses %s and says what to write', async (_what, at, words) => {
    await expect(completed({ text: 'Hello', at })).rejects.toThrow(words);
    await expect(completed({ text: 'Hello', at })).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('refuses a text that X would refuse then', async () => {
    const input = (await completed({ text: 'x'.repeat(281), at: 'tomorrow 9:00' })) ?? {};
    await expect(prepare(composite(), input, world.context)).rejects.toThrow(/Shorten it by 1/);
  });

  it.each<[string, Record<string, string>]>([
    [
      'tomorrow 9:00 Europe/Berlin: Our shop is open.',
      { at: 'tomorrow 9:00 Europe/Berlin', text: 'Our shop is open.' },
    ],
    [
      'for tomorrow 9:00 in New York that our shop is open',
      { at: 'tomorrow 9:00 in New York', text: 'our shop is open' },
    ],
    ['2026-12-01 09:00 “Open!”', { at: '2026-12-01 09:00', text: 'Open!' }],
    ['tomorrow at 9am', { at: 'tomorrow at 9am' }],
    ['Our shop opens tomorrow at 9:00', { text: 'Our shop opens tomorrow at 9:00' }],
    ['我们的商店开业了', { text: '我们的商店开业了' }],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });
});

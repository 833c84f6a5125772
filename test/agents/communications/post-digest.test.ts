import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/communications/post-digest.ts';
import { complete, preview } from '../coding/sending.ts';
import { takeBack } from '../take-back.ts';
import { now, quiet, schedule, worldOf } from './facts.ts';

const asked = { project: 'aurora/shop', channel: '#general' };
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

describe('communications.post-digest', () => {
  it('writes what happened, as it will be posted', async () => {
    const { ctx } = worldOf();
    const shown = await preview(capability, asked, ctx);
    expect(shown.markdown).toMatchInlineSnapshot(`
      "Post **Digest of aurora/shop** in \`#general\`?

      What happened in \`aurora/shop\` since Thu, 19 Nov 2026, 10:00 (UTC):

      **Done**
      - Apply this patch to \`main\` of \`aurora/shop\` and open the merge request **Sell \\<coffee\\>** · Maria Lindqvist ([open](https://gitlab.example.org/aurora/shop/-/merge_requests/7))
      - Create the lead **Dana Ortiz** in Salesforce with a follow-up task · Olga Petrova ([open](https://acme.my.salesforce.example/lightning/r/Lead/1/view))

      **Plan**
      - Plan 3, Shop: one task added · Jonas Weber
      - Plan 3, Shop: ends on 2026-12-18, **3 days after its deadline** (2026-12-15).

      **Risks**
      - Risk 4, Late parts: found · Jonas Weber
      - Risk 4, Late \\*parts\\*: score 12
      - Risk 2, Few testers: score 6

      **Waiting for approval**
      - Post on X as **@aurora**: “Open now” · asked by Jonas Weber 2 days ago ([decide](https://adjutant.example.org/console/approvals/1))"
    `);
    expect(shown.facts).toEqual({ Project: 'aurora/shop', Channel: '#general' });
  });

  it('says in one line that nothing happened', async () => {
    const { ctx } = worldOf({ activity: quiet });
    const { text } = await complete(capability, asked, ctx);
    expect(text).toMatchInlineSnapshot(`"Nothing happened in \`aurora/shop\` since Thu, 19 Nov 2026, 10:00 (UTC)."`);
  });

  it('tells only of the sections that are wanted', async () => {
    const { ctx } = worldOf();
    const { text } = await complete(capability, { ...asked, sections: ['risks'] }, ctx);
    expect(text).toMatch(/\*\*Risks\*\*/);
    expect(text).not.toMatch(/Merge request|Plan 3|Waiting/);
  });

  it('tells of twenty things and says how many it leaves out', async () => {
    const happened = Array.from({ length: 25 }, (_, index) => ({
      at: now,
      kind: 'coding.apply-patch',
      person: 'Maria',
      markdown: `Change ${index + 1}.`,
      url: undefined,
    }));
    const { ctx } = worldOf({ activity: { ...quiet, happened } });
    const { text } = await complete(capability, asked, ctx);
    expect(text).toMatch(/- and 5 before that\n- Change 6\. · Maria/);
  });

  it('posts it, finds it again by the effect, and takes it back', async () => {
    const { ctx, forEffect, posted } = worldOf();
    const input = capability.input.parse(await complete(capability, asked, ctx));
    expect(await capability.find(input, forEffect('e1'))).toBe('absent');
    const output = await capability.run(input, forEffect('e1'));
    expect(posted[0]?.content.markdown).toMatch(/^\*\*Digest of aurora\/shop\*\*\n\nWhat happened/);
    expect(await capability.find(input, forEffect('e1'))).toEqual({ found: output });
    expect(await capability.find(input, forEffect('e2'))).toBe('absent');
    await takeBack(capability, capability.output.parse(output), input, forEffect('e1'));
    expect(posted).toEqual([]);
    expect(capability.present(capability.output.parse(output))).toMatchInlineSnapshot(`
      {
        "links": [
          {
            "label": "Read it",
            "url": "https://slack.example/p1",
          },
        ],
        "markdown": "The digest is posted.",
      }
    `);
  });

  it.each<[string, object, Date]>([
    ['a day back when it is asked for by hand', {}, daysAgo(1)],
    ['back to the firing before when a schedule asks for the first time', { schedule: schedule.id }, daysAgo(1)],
    [
      'back to where the last one ended',
      { schedule: schedule.id, lastSent: { until: daysAgo(3).toISOString() } },
      daysAgo(3),
    ],
    [
      'a month back at the most',
      { schedule: schedule.id, lastSent: { until: daysAgo(90).toISOString() } },
      daysAgo(31),
    ],
    [
      'over the weekend on a Monday',
      { schedule: schedule.id, clock: new Date('2026-11-23T08:00:00Z') },
      new Date('2026-11-20T08:00:00Z'),
    ],
  ])('goes %s', async (_what, given, from) => {
    const { ctx, asked: looked } = worldOf({ kept: [schedule], ...given });
    await complete(capability, { ...asked, channelName: 'general' }, ctx);
    expect(looked[0]?.from).toEqual(from);
  });

  it.each<[string, object, string, RegExp]>([
    ['an unknown channel', { channel: '#nowhere' }, 'channel', /no channel “#nowhere”.*\/invite @Adjutant/],
    ['a channel that it is not in', { channel: 'leadership' }, 'channel', /not in #leadership.*\/invite @Adjutant/],
    ['a text of somebody’s own', { text: 'Free beer' }, 'text', /Leave text and until empty/],
    ['a moment of somebody’s own', { until: '2026-11-20T10:00:00Z' }, 'until', /Leave text and until empty/],
  ])('refuses %s', async (_what, given, field, words) => {
    const { ctx } = worldOf();
    const refusal = complete(capability, { ...asked, ...given }, ctx);
    await expect(refusal).rejects.toThrow(words);
    await expect(refusal).rejects.toMatchObject({ code: 'input.invalid', fields: { [field]: expect.any(String) } });
  });

  it.each<[string, Record<string, unknown>]>([
    ['in #general now', { channel: 'general' }],
    [
      'in #general for aurora/shop about the risks',
      { channel: 'general', project: 'aurora/shop', sections: ['risks'] },
    ],
    ['“Week in review” right now, in #general', { channel: 'general', title: 'Week in review' }],
    ['', {}],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it('says how to set up a schedule when a time is named', () => {
    expect(() => capability.fromWords?.('in #general every weekday 9:00')).toThrow(
      /posted now has no time such as “every weekday 9:00”.*say “digest in #general every weekday/,
    );
  });
});

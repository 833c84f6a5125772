import { describe, expect, it } from 'vitest';
import { digestFromWords } from '../../../src/agents/communications/digest-words.ts';
import { capability as postDigest } from '../../../src/agents/communications/post-digest.ts';
import { capability } from '../../../src/agents/communications/schedule-digest.ts';
import { parse, type ScheduleContent } from '../../../src/core/index.ts';
import { complete, preview } from '../coding/sending.ts';
import { schedule, worldOf } from './facts.ts';

const asked = { project: 'aurora/shop', channel: '#general', when: 'Mo-Fr 9 Uhr Berlin' };

describe('communications.schedule-digest', () => {
  it('shows the rule in words, the next three times, the channel and what it would say now', async () => {
    const { ctx } = worldOf();
    const shown = await preview(capability, asked, ctx);
    expect(shown.markdown).toMatchInlineSnapshot(`
      "Post **Digest of aurora/shop** in \`#general\` every weekday at 09:00 Europe/Berlin?

      One approval holds for all of them, until the schedule is paused or deleted. If it came now, it would say:

      What happened in \`aurora/shop\` since Thu, 19 Nov 2026, 11:00 (Europe/Berlin):

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
    expect(shown.facts).toMatchInlineSnapshot(`
      {
        "Channel": "#general",
        "Next times": "Mon, 23 Nov 2026, 09:00 · Tue, 24 Nov 2026, 09:00 · Wed, 25 Nov 2026, 09:00",
        "Project": "aurora/shop",
        "Time zone": "Europe/Berlin",
      }
    `);
  });

  it('says that it takes UTC where no zone is named', async () => {
    const { ctx } = worldOf();
    const shown = await preview(capability, { ...asked, when: 'daily at 9:00' }, ctx);
    expect(shown.markdown).toMatch(/^Post .* every day at 09:00 UTC\?/);
    expect(shown.facts?.['Time zone']).toMatch(/^UTC\. For local time, name a city/);
  });

  it('keeps exactly what its firings ask for', async () => {
    const { ctx, forEffect } = worldOf();
    const kept: ScheduleContent[] = [];
    const keep = async (_effect: string, content: ScheduleContent) => {
      kept.push(content);
      return { ...schedule, ...content };
    };
    const own = forEffect('e1');
    const input = capability.input.parse(await complete(capability, asked, ctx));
    const output = await capability.run(input, { ...own, schedules: { ...own.schedules, keep } });
    expect(kept[0]).toMatchObject({
      capability: postDigest.name,
      rule: { days: [1, 2, 3, 4, 5], time: '09:00', zone: 'Europe/Berlin', everyWeeks: 1 },
    });
    // What a firing asks for is parsed again: it has to be the same then.
    expect(parse(postDigest.input, kept[0]?.input)).toEqual(kept[0]?.input);
    expect(kept[0]?.input).toMatchObject({ channel: 'C1', channelName: 'general', title: 'Digest of aurora/shop' });
    expect(capability.present(capability.output.parse(output))).toMatchInlineSnapshot(`
      {
        "markdown": "Schedule 3 posts **Digest of aurora/shop** every weekday at 09:00 Europe/Berlin. First: Mon, 23 Nov 2026, 09:00. Pause it with “digest pause 3”.",
      }
    `);
  });

  it('finds what it kept, by its effect', async () => {
    const { forEffect, ctx } = worldOf();
    const input = capability.input.parse(await complete(capability, asked, ctx));
    expect(await capability.find(input, forEffect('kept'))).toMatchObject({ found: { number: 3 } });
    expect(await capability.find(input, forEffect('other'))).toBe('absent');
  });

  it.each<[string, object, string, RegExp]>([
    ['an unknown channel', { channel: '#nowhere' }, 'channel', /no channel/],
    ['a channel that it is not in', { channel: '#leadership' }, 'channel', /\/invite @Adjutant/],
    ['a rule without days', { when: '9:00' }, 'when', /on which days/],
    ['a rule in another script', { when: '每天早上九点' }, 'when', /Write it like/],
  ])('refuses %s before anybody is asked', async (_what, given, field, words) => {
    const { ctx } = worldOf();
    const refusal = preview(capability, { ...asked, ...given }, ctx);
    await expect(refusal).rejects.toThrow(words);
    await expect(refusal).rejects.toMatchObject({ code: 'input.invalid', fields: { [field]: expect.any(String) } });
  });

  it.each([
    [{}, /Schedule 3 does this already/],
    [{ state: 'paused' as const }, /resume it with “digest resume 3”/],
  ])('refuses what is scheduled already', async (difference, words) => {
    const { ctx } = worldOf();
    const input = capability.input.parse(await complete(capability, asked, ctx));
    const { project, channel, channelName, title, sections } = input;
    const same = parse(postDigest.input, { project, channel, channelName, title, sections });
    const there = worldOf({ kept: [{ ...schedule, ...difference, input: same }] });
    await expect(preview(capability, asked, there.ctx)).rejects.toThrow(words);
  });

  it('keeps at most fifty for a project', async () => {
    const kept = Array.from({ length: 50 }, (_, index) => ({ ...schedule, number: index + 1 }));
    await expect(preview(capability, asked, worldOf({ kept }).ctx)).rejects.toThrow(/more than 50 are not kept/);
    expect(await preview(capability, asked, worldOf({ kept: kept.slice(1) }).ctx)).toBeDefined();
  });

  it.each<[string, object]>([
    ['every weekday 9:00 Europe/Berlin in #general', { channel: 'general', when: 'every weekday 9:00 Europe/Berlin' }],
    ['#general daily 17:00 New York', { channel: 'general', when: 'daily 17:00 New York' }],
    ['in <#C0AURORENG|engineering> Mondays at 9:00', { channel: 'C0AURORENG', when: 'Mondays at 9:00' }],
    [
      'post a digest of aurora/shop to #general every Monday at 9:00 europe/berlin',
      { channel: 'general', project: 'aurora/shop', when: 'post a digest every Monday at 9:00 europe/berlin' },
    ],
    [
      'every Friday at 16:00 “Week in review” in #general about risks and approvals',
      {
        channel: 'general',
        title: 'Week in review',
        when: 'every Friday at 16:00',
        sections: ['risks', 'approvals'],
      },
    ],
    ['werktags um 9 Uhr im #team-büro', { channel: 'team-büro', when: 'werktags um 9 Uhr' }],
    ['every weekday at 9:00', { when: 'every weekday at 9:00' }],
    ['#general', { channel: 'general' }],
    ['', {}],
  ])('reads from words: %s', (words, input) => {
    expect(digestFromWords(words)).toEqual(input);
  });

  it('refuses more words than it reads', () => {
    expect(() => digestFromWords(`${'in '.repeat(13_334)}#general`)).toThrow(
      /at most 1000 characters.*when it comes in at most 200/,
    );
  });

  it('leaves most of many words that introduce nothing', () => {
    const { channel, when } = digestFromWords(`${'in '.repeat(300)}#general`);
    expect(channel).toBe('general');
    expect(when).toBe('in '.repeat(296).trim());
  });
});

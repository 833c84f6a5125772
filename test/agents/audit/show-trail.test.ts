import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/audit/show-trail.ts';
import { registry } from '../../../src/agents/index.ts';
import {
  type AppError,
  parse,
  readCommand,
  readInput,
  type TrailFilter,
  type TrailRow,
} from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { noTrail } from './no-trail.ts';

// A Friday.
const clock = () => new Date('2026-11-20T10:00:00Z');
const decided: TrailRow = {
  at: new Date('2026-11-17T09:30:00Z'),
  person: 'Maria [Lindqvist]',
  door: 'slack',
  action: 'decided',
  capability: 'marketing.publish-post',
  outcome: 'approve',
  run: 1042,
  effect: 'e1',
  reason: '',
};

/** The trail of a test: what it was asked for, and its answer. */
function trailOf(rows: readonly TrailRow[]) {
  const asked: TrailFilter[] = [];
  const read = async (filter: TrailFilter) => {
    asked.push(filter);
    return rows.slice(filter.offset, filter.offset + filter.limit);
  };
  return {
    asked,
    ctx: contextOf({ clock, trail: { ...noTrail, read } }),
  };
}

const run = async (input: object, rows: readonly TrailRow[] = []) => {
  const { asked, ctx } = trailOf(rows);
  const output = parse(capability.output, await capability.run(parse(capability.input, input), ctx));
  return { filter: asked[0], output };
};

describe('audit.show-trail', () => {
  it.each<[string, object, Partial<TrailFilter>]>([
    ['everything', {}, { person: '', capability: '', action: '', outcome: '', run: 0, from: undefined, to: undefined }],
    [
      'a day',
      { from: 'last Tuesday', to: 'last Tuesday' },
      { from: new Date('2026-11-17T00:00:00Z'), to: new Date('2026-11-18T00:00:00Z') },
    ],
    ['a weekday as the last one', { from: 'Tuesday' }, { from: new Date('2026-11-17T00:00:00Z') }],
    ['a weekday that is to come as the last one', { from: 'Saturday' }, { from: new Date('2026-11-14T00:00:00Z') }],
    ['a date that is to come as that of last year', { from: '3 December' }, { from: new Date('2025-12-03T00:00:00Z') }],
    ['a week', { from: 'this week', to: 'this week' }, { from: new Date('2026-11-16T00:00:00Z') }],
    [
      'the week before',
      { from: 'last week', to: 'last week' },
      { from: new Date('2026-11-09T00:00:00Z'), to: new Date('2026-11-16T00:00:00Z') },
    ],
    ['since a week began', { from: 'last week' }, { from: new Date('2026-11-09T00:00:00Z'), to: undefined }],
    ['a month', { from: 'this month', to: 'this month' }, { from: new Date('2026-11-01T00:00:00Z') }],
    ['an hour', { from: '2026-11-20 08:15' }, { from: new Date('2026-11-20T08:15:00Z') }],
    ['up to a day', { to: 'yesterday' }, { from: undefined, to: new Date('2026-11-20T00:00:00Z') }],
    ['one action', { action: 'decided', outcome: 'reject' }, { action: 'decided', outcome: 'reject' }],
    ['one run', { run: 3 }, { run: 3 }],
    ['the second page', { limit: 5, page: 2 }, { offset: 5, limit: 6 }],
  ])('asks for %s', async (_what, input, filter) => {
    expect((await run(input)).filter).toMatchObject(filter);
  });

  it.each<[string, object, string]>([
    ['no time', { from: 'some time' }, 'from'],
    ['another script', { from: 'вчера' }, 'from'],
    ['a day that is not there', { to: '2026-02-31' }, 'to'],
    ['words around a time', { from: 'please do not look before last Tuesday at all' }, 'from'],
    ['a time to come', { from: '2030-01-01' }, 'from'],
    ['an end before the beginning', { from: 'yesterday', to: 'last Monday' }, 'to'],
    ['too much text', { person: 'x'.repeat(5_000) }, 'person'],
    ['too many rows', { limit: 1_000 }, 'limit'],
    ['no page', { page: 0 }, 'page'],
    ['a run that cannot be', { run: -1 }, 'run'],
  ])('refuses %s, names the field and says what to do', async (_what, input, field) => {
    const error = await run(input).then(
      () => undefined,
      (thrown: AppError) => thrown,
    );
    expect(error?.code).toBe('input.invalid');
    expect(Object.keys(error?.fields ?? {})).toEqual([field]);
    expect(error?.message).toMatch(/\.$/);
  });

  it('says that there is more', async () => {
    const { output } = await run({ limit: 1 }, [decided, decided]);
    expect(output).toMatchObject({ rows: [{ run: 1042 }], page: 1, hasMore: true });
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'who approved the post of Tuesday?',
      { capability: 'marketing.', action: 'decided', outcome: 'approve', from: 'Tuesday', to: 'Tuesday' },
    ],
    ['what did Maria ask for since yesterday', { person: 'Maria', action: 'asked', from: 'yesterday' }],
    ['who rejected merge requests', { capability: 'coding.', action: 'decided', outcome: 'reject' }],
    ['rejections before 3 November', { action: 'decided', outcome: 'reject', to: '3 November' }],
    [
      'coding.apply-patch decided by Jonas Weber between Monday and Wednesday',
      { capability: 'coding.apply-patch', action: 'decided', person: 'Jonas Weber', from: 'Monday', to: 'Wednesday' },
    ],
    ['what was rejected this week?', { action: 'decided', outcome: 'reject', from: 'this week', to: 'this week' }],
    ['what was asked since last week', { action: 'asked', from: 'last week' }],
    [
      'who approved posts in the last 14 days',
      {
        capability: 'marketing.',
        action: 'decided',
        outcome: 'approve',
        from: 'the last 14 days',
        to: 'the last 14 days',
      },
    ],
    ['who signed in', { action: 'signed in' }],
    ['who deleted plan 2?', { capability: 'planning.delete-', notUsed: 'the number in “plan 2”' }],
    [
      'which schedules were removed last week',
      { capability: 'communications.delete-', from: 'last week', to: 'last week' },
    ],
    ['who deleted anything yesterday', { capability: '.delete-', from: 'yesterday', to: 'yesterday' }],
    ['what was restored', { capability: '.restore-' }],
    ['who approved run 3?', { run: 3, action: 'decided', outcome: 'approve' }],
    ['run #1042', { run: 1042 }],
    ['what was asked in run no. 7 since yesterday', { run: 7, action: 'asked', from: 'yesterday' }],
    [
      'who approved plan 3',
      { capability: 'planning.', action: 'decided', outcome: 'approve', notUsed: 'the number in “plan 3”' },
    ],
    ['what did maria ask for', { action: 'asked', notUsed: 'maria' }],
    [
      'who approved posts and plans',
      { capability: 'marketing.', action: 'decided', outcome: 'approve', notUsed: 'plans' },
    ],
    ['who approved run 3 and run 4', { run: 3, action: 'decided', outcome: 'approve', notUsed: 'run 4' }],
    ['кто одобрил', { notUsed: 'кто одобрил' }],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it.each(['кто одобрил', 'the weather in Paris', 'x'.repeat(499)])(
    'asks back when it understood nothing of “%s”',
    async (words) => {
      const { asked, ctx } = trailOf([decided]);
      const input = parse(capability.input, capability.fromWords?.(words));
      await expect(capability.run(input, ctx)).rejects.toMatchObject({
        code: 'input.invalid',
        message: expect.stringMatching(/^I understood nothing of “.+”\. Ask for example: who approved run 3\?/s),
      });
      expect(asked).toEqual([]);
    },
  );

  it('names the words of the question that it did not use', async () => {
    const { filter, output } = await run(capability.fromWords?.('who approved plan_3 of run 12?') ?? {}, [decided]);
    expect(filter).toMatchObject({ run: 12, outcome: 'approve' });
    expect(capability.present(output).markdown).toContain('Not used of your question: plan\\_3.');
    expect(capability.present(output).facts).toEqual({ 'Looked for': 'run 12, decided, approve' });
    expect((await run({ run: 12, notUsed: 'plan_3' })).output).toMatchObject({ rows: [], notUsed: 'plan_3' });
  });

  it('takes a lone number as that of a run', () => {
    const command = readCommand(registry, 'audit show-trail 3');
    if (command.kind !== 'call') throw new Error('it is no call');
    expect(readInput(command).raw).toEqual({ run: 3 });
  });

  it('takes free words said to its agent', () => {
    const command = readCommand(registry, 'audit who approved the post of Tuesday?');
    expect(command).toMatchObject({ kind: 'call', capability: { name: 'audit.show-trail' } });
    if (command.kind === 'call') expect(readInput(command)).toMatchObject({ unread: '', raw: { outcome: 'approve' } });
  });

  it('reads a very long question in no time', () => {
    expect(capability.fromWords?.('who approved posts '.repeat(5_000))).toMatchObject({ outcome: 'approve' });
  });

  it('shows the rows as lines, with outside text as text', async () => {
    const erased = { ...decided, person: '', capability: undefined, run: undefined, effect: undefined };
    const { output } = await run({ from: 'last Tuesday', limit: 2 }, [decided, erased, decided]);
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "facts": {
          "Looked for": "from 2026-11-17 00:00 UTC",
          "Page": "1; page 2 goes on",
        },
        "markdown": "**2 entries**, latest first:

      - 2026-11-17 09:30 UTC: **Maria \\[Lindqvist\\]** decided \`marketing.publish-post\`: **approved** (run 1042, slack)
      - 2026-11-17 09:30 UTC: somebody who was erased decided: **approved** (slack)",
      }
    `);
    expect(capability.present((await run({})).output)).toMatchInlineSnapshot(`
      {
        "facts": {
          "Looked for": "everything",
        },
        "markdown": "Nothing in the audit trail fits this. Leave out a filter, or name an earlier time.",
      }
    `);
  });
});

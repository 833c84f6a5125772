import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HeatMapPicture, Outcomes, Schedule } from '../../../src/core/index.ts';
import {
  createRegistry,
  defineCapability,
  type EffectState,
  effectStates,
  escapeMarkdown,
} from '../../../src/core/index.ts';
import { approvalsPage } from '../../../src/http/console/approval-list.ts';
import { approvalPage } from '../../../src/http/console/approval-page.ts';
import { auditPage } from '../../../src/http/console/audit-page.ts';
import { feedbackPage } from '../../../src/http/console/feedback-page.ts';
import { killSwitchPage } from '../../../src/http/console/kill-switch-page.ts';
import { layout } from '../../../src/http/console/layout.ts';
import { refusedPage } from '../../../src/http/console/messages.ts';
import { runsPage } from '../../../src/http/console/run-list.ts';
import { runPage } from '../../../src/http/console/run-page.ts';
import { schedulesPage } from '../../../src/http/console/schedule-page.ts';
import { ageOf, durationOf } from '../../../src/http/console/time.ts';
import type { EffectView, RunDetails, Stop } from '../../../src/services/index.ts';

const pictureOf = (text: string): HeatMapPicture => ({
  kind: 'heat-map',
  title: text,
  alt: text,
  points: [{ label: text, probability: 1, impact: 5 }],
});
const registry = createRegistry([
  {
    name: 'test',
    title: 'Test',
    purpose: 'Shows a picture.',
    capabilities: [
      defineCapability({
        name: 'test.show-picture',
        title: 'Show a picture',
        description: 'Shows a picture. Use it to test.',
        input: z.object({}),
        output: z.object({ text: z.string() }),
        permission: 'identity:self:read',
        effect: 'read',
        examples: [],
        run: async () => ({ text: '' }),
        present: ({ text }) => ({ markdown: escapeMarkdown(text), pictures: [pictureOf(text), pictureOf(text)] }),
      }),
    ],
  },
]);
const now = new Date('2026-03-01T12:00:00Z');
const principal = {
  tenant: 't',
  person: 'p',
  name: 'N',
  door: 'console',
  roles: ['manager'],
  scopes: undefined,
  projects: [],
} as const;

/** An effect in which everything that people or vendors wrote is this text. */
function effectWith(text: string, state: EffectState = 'awaiting'): EffectView {
  const effect = {
    id: 'e',
    run: 'r',
    runNumber: 7,
    runState: 'waiting',
    door: 'slack',
    correlation: text,
    trace: undefined,
    parent: undefined,
    part: text,
    capability: text,
    account: 'a',
    requester: 'p',
    requesterName: text,
    input: { [text]: text },
    hash: text,
    naturalKey: text,
    preview: {
      markdown: escapeMarkdown(text),
      pictures: [pictureOf(text)],
      diff: `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-${text.replaceAll('\n', ' ')}\n+b\n`,
    },
    state,
    round: 1,
    output: undefined,
    failure: { code: 'c', message: text },
    decideBy: now,
    attempts: 0,
    lookUpOnly: false,
    sentAgoMs: undefined,
    kept: undefined,
    sendFrom: undefined,
    sendUntil: undefined,
    fence: 0,
    plannedAt: now,
    settledAt: now,
  } as const;
  return {
    effect,
    parts: [effect],
    decisions: [
      { verdict: 'reject', hash: text, round: 1, personId: text, person: text, reason: text, door: text, at: now },
    ],
    card: {
      tone: 'question',
      markdown: escapeMarkdown(text),
      facts: { fact: text },
      links: [{ label: text, url: 'https://x.example' }],
      actions: [{ verdict: 'approve', label: text, effect: text, hash: text }],
      footnote: text,
    },
    whyNot: undefined,
  };
}

const runWith = (text: string): RunDetails => ({
  id: 'r',
  personId: 'p',
  number: 7,
  capability: text,
  words: text,
  doing: text,
  waitsFor: undefined,
  state: 'done',
  person: text,
  createdAt: now,
  finishedAt: now,
  effect: null,
  outcome: { kind: 'refused', code: 'c', message: escapeMarkdown(text) },
  door: 'slack',
  calls: [
    { capability: text, input: { field: text, list: [text] } },
    { capability: text, input: {}, after: [0] },
  ],
  correlation: text,
});

const summaryWith = (text: string) =>
  ({
    id: 'e',
    capability: text,
    state: 'awaiting',
    requester: text,
    runNumber: 7,
    project: text,
    markdown: escapeMarkdown(text),
    plannedAt: now,
    settledAt: undefined,
  }) as const;

const illustratedRun = (text: string): RunDetails => ({
  ...runWith(text),
  outcome: { kind: 'done', output: { text } },
  calls: [{ capability: 'test.show-picture', input: {} }],
});
const scheduleWith = (text: string): Schedule => ({
  id: 's',
  number: 3,
  project: text,
  title: text,
  capability: text,
  input: { field: text },
  rule: { days: [1, 2, 3, 4, 5], time: '09:00', zone: 'Europe/Berlin', everyWeeks: 1 },
  state: 'active',
  owner: text,
  nextAt: now,
  lastAt: undefined,
  note: text,
});
const rated = { good: 1, bad: 2 } as const;
const progressOf = ({ calls }: RunDetails, outcomes: Outcomes) => ({ calls, outcomes, isOver: true });
const storyOf = (run: RunDetails, text: string) =>
  ({
    run,
    steps: [],
    progress: progressOf(run, [{ kind: 'done', output: { text } }]),
    effects: [],
    messages: [],
    feedback: { ...rated, own: { rating: 'bad', comment: text } },
  }) as const;

const pages = {
  approvals: (text: string) => approvalsPage(registry, [summaryWith(text)], now),
  approval: (text: string) => approvalPage(registry, effectWith(text), { formToken: text, now, fault: text }),
  'approval that one may not decide': (text: string) =>
    approvalPage(registry, { ...effectWith(text), whyNot: text }, { formToken: text, now }),
  runs: (text: string) => runsPage(registry, [runWith(text)], principal, now),
  run: (text: string) =>
    runPage(
      registry,
      {
        run: runWith(text),
        steps: [
          { step: text, capability: text, outcome: { kind: 'done', output: { field: text } }, finishedAt: now },
          {
            step: text,
            capability: text,
            outcome: { kind: 'refused', code: 'internal', message: text },
            finishedAt: now,
          },
        ],
        progress: progressOf(runWith(text), [{ kind: 'refused', code: 'internal', message: text }, null]),
        effects: [summaryWith(text)],
        messages: [
          {
            content: { tone: 'neutral', markdown: escapeMarkdown(text) },
            door: text,
            isDelivered: false,
            failure: text,
          },
        ],
        feedback: { ...rated, own: undefined },
      },
      { now, formToken: text, fault: text },
    ),
  'run with pictures': (text: string) =>
    runPage(registry, storyOf(illustratedRun(text), text), { now, formToken: text }),
  schedules: (text: string) => schedulesPage({ registry, principal, schedules: [scheduleWith(text)], formToken: text }),
  feedback: (text: string) =>
    feedbackPage({
      registry,
      shares: [{ capability: text, good: 1, bad: 2 }],
      latest: [{ run: 7, capability: text, person: text, rating: 'bad', comment: text, at: now }],
      now,
    }),
  'audit trail': (text: string) =>
    auditPage({
      form: { person: text, capability: text, action: text, from: text, to: text, page: 2 },
      rows: [
        {
          at: now.toISOString(),
          person: text,
          door: text,
          action: text,
          capability: text,
          outcome: text,
          effect: text,
          reason: text,
          run: 7,
        },
      ],
      hasMore: true,
      fault: undefined,
    }),
  'kill switch': (text: string) =>
    killSwitchPage({
      principal: { ...principal, roles: ['admin'] },
      stop: stopBy(text),
      past: [{ by: text, reason: text, at: now, liftedBy: text, liftedAt: now }],
      formToken: text,
      now,
      fault: { message: text, reason: text },
    }),
  refusal: (text: string) => refusedPage(text, text),
};

const stopBy = (text: string): Stop => ({ id: 's', of: 'organisation', by: text, reason: text, at: now });
const render = (page: ReturnType<(typeof pages)[keyof typeof pages]>, name: string): string =>
  String(
    layout(
      { visitor: { principal: { ...principal, name }, formToken: name, stop: stopBy(name) }, isSandbox: true },
      page,
    ),
  );
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>',
        '"><img src=x onerror=a()>',
        "'",
        '</textarea>',
        '&',
        '`',
        '*',
        '[a](javascript:b)',
        '<!--',
      ),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
/** Everything between `<` and `>`, with quoted values left out: what a browser takes for structure. */
const scripts =
  /<(?:script(?! src="\/console\/static\/(?:htmx|local-times)\.js\?v=[0-9a-f]+" defer>)|img(?! src="\/console\/(?:static\/icon\.svg|(?:runs\/7|approvals\/e)\/pictures\/\d+\.svg"))|style|iframe|object|svg)|\son\w+=|href="(?!https:\/\/x\.example|\/console|#)/i;

describe.each(Object.entries(pages))('the page %s', (_name, page) => {
  it('lets no text become markup', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const outsideOfText = render(page(text), text)
          .replace(/&(?:lt|gt|quot|amp|#39);/g, '')
          .replace(/>[^<]*</g, '><')
          .replace(/(name|value|title|content|aria-label|alt)="[^"]*"/g, '');
        expect(outsideOfText).not.toMatch(scripts);
      }),
    );
  });

  it('shows hostile text as it is', () => {
    const html = render(page('<script>alert(1)</script>'), 'x');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('an approval', () => {
  it.each(effectStates)('renders when it is %s', (state) => {
    expect(render(approvalPage(registry, effectWith('x', state), { formToken: 't', now }), 'N')).toContain('</html>');
  });

  it('carries the hash of what is shown, and the token of the session', () => {
    const html = render(approvalPage(registry, effectWith('hash'), { formToken: 'tok', now }), 'N');
    expect(html).toContain('<input type="hidden" name="hash" value="hash">');
    expect(html).toContain('<input type="hidden" name="token" value="tok">');
  });

  it('has no buttons for who may not decide, and says why', () => {
    const html = render(
      approvalPage(registry, { ...effectWith('x'), whyNot: 'Somebody else has to.' }, { formToken: 't', now }),
      'N',
    );
    expect(html).toContain('Somebody else has to.');
    expect(html).not.toContain('name="verdict"');
  });

  it('keeps looking while it is worked on, and stops at its end', () => {
    const shown = (state: EffectState) =>
      approvalPage(
        registry,
        { ...effectWith('x', state), card: { tone: 'neutral', markdown: '' } },
        { formToken: 't', now },
      );
    expect(shown('sending').live?.everySeconds).toBe(1);
    expect(shown('rejected').live).toBeUndefined();
  });
});

describe('a run of several calls', () => {
  it('shows of each how it stands, what is ready, and where to decide about the rest', () => {
    const call = { capability: 'test.show-picture', input: {} };
    const run: RunDetails = {
      ...illustratedRun('x'),
      state: 'waiting',
      outcome: null,
      finishedAt: null,
      calls: [call, call, call, { ...call, after: [1] }],
    };
    const outcomes = [
      { kind: 'done', output: { text: 'tea is ready' } },
      { kind: 'pending', effect: 'effect-1' },
      { kind: 'refused', code: 'effect.rejected', message: 'Rejected by Maria.' },
      null,
    ] as const;
    const progress = { calls: run.calls, outcomes, isOver: false };
    const html = render(runPage(registry, { ...storyOf(run, 'x'), progress }, { now, formToken: 't' }), 'N');
    const standing = html.slice(html.indexOf('How it stands'), html.indexOf('things in one'));
    const words = [...standing.matchAll(/<span class="badge \w+">([^<]+)</g)].map(([, badge]) => badge);
    expect(words).toEqual(['done', 'waits for a decision', 'not done', 'waits for its turn']);
    expect(standing).toContain('tea is ready');
    expect(standing).toContain('/console/runs/7/pictures/0.svg');
    expect(standing).toContain('href="/console/approvals/effect-1"');
    expect(standing).toContain('Rejected by Maria.');
  });
});

describe('pictures', () => {
  it('stand on the page of an approval with their words, whatever its state', () => {
    const html = render(approvalPage(registry, effectWith('x', 'done'), { formToken: 't', now }), 'N');
    expect(html).toContain('<img src="/console/approvals/e/pictures/0.svg" alt="x" loading="lazy">');
  });

  it('of several calls are counted through', () => {
    const done = { kind: 'done', output: { text: 'x' } } as const;
    const call = { capability: 'test.show-picture', input: {} };
    const run = { ...illustratedRun('x'), calls: [call, { ...call, after: [0] }] };
    const progress = progressOf(run, [done, done]);
    const html = render(runPage(registry, { ...storyOf(run, 'x'), progress }, { now, formToken: 't' }), 'N');
    const shown = [...html.matchAll(/<img src="\/console\/runs\/7\/pictures\/(\d)\.svg"/g)].map(([, index]) => index);
    expect(shown).toEqual(['0', '1', '2', '3']);
    expect(html).toContain('2 things in one');
  });
});

describe('time', () => {
  it.each([
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 min ago'],
    [7_199, '1 h ago'],
    [200_000, '2 d ago'],
    [-5, 'just now'],
  ])('%i seconds are %s', (seconds, expected) => {
    expect(ageOf(new Date(now.getTime() - seconds * 1_000), now)).toBe(expected);
  });

  it.each([
    [0.44, '0.4 s'],
    [12, '12 s'],
    [185, '3 min 5 s'],
    [7_620, '2 h 7 min'],
  ])('%d seconds took %s', (seconds, expected) => {
    expect(durationOf(now, new Date(now.getTime() + seconds * 1_000))).toBe(expected);
  });
});

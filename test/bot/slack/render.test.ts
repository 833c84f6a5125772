import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, checkBlocks } from '../../../sandbox/slack/block-kit.ts';
import { render } from '../../../src/bot/slack/render.ts';
import { type Reply, verdicts } from '../../../src/core/index.ts';

const details = { label: 'Details', url: 'https://adjutant.example/console/approvals/e1' };
const diff = ['--- a/README.md', '+++ b/README.md', '@@ -1 +1 @@', '-a < b', '+a & b', ''].join('\n');

const card: Reply = {
  tone: 'question',
  markdown: 'Replace `tea` with `coffee` in `aurora/adjutant`?\n\nNothing happens before somebody approves.',
  facts: { Project: 'aurora/adjutant', 'Asked by': 'Jonas *Weber*' },
  diff,
  links: [details],
  actions: [
    { verdict: 'approve', label: 'Approve', effect: 'e1', hash: 'h1', style: 'primary' },
    { verdict: 'reject', label: 'Reject', effect: 'e1', hash: 'h1', style: 'danger', asksReason: true },
  ],
  footnote: 'Run 7',
};

describe('a card in Slack', () => {
  it('shows all that the approver needs', () => {
    expect(render(card)).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "❓ Replace ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "code": true,
                    },
                    "text": "tea",
                    "type": "text",
                  },
                  {
                    "text": " with ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "code": true,
                    },
                    "text": "coffee",
                    "type": "text",
                  },
                  {
                    "text": " in ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "code": true,
                    },
                    "text": "aurora/adjutant",
                    "type": "text",
                  },
                  {
                    "text": "?

      Nothing happens before somebody approves.",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "Project: ",
                    "type": "text",
                  },
                  {
                    "text": "aurora/adjutant",
                    "type": "text",
                  },
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "
      Asked by: ",
                    "type": "text",
                  },
                  {
                    "text": "Jonas *Weber*",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "--- a/README.md
      +++ b/README.md
      @@ -1 +1 @@
      -a < b
      +a & b",
                    "type": "text",
                  },
                ],
                "type": "rich_text_preformatted",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "Details",
                    "type": "link",
                    "url": "https://adjutant.example/console/approvals/e1",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "action_id": "decide:approve",
                "style": "primary",
                "text": {
                  "text": "Approve",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "{"verdict":"approve","effect":"e1","hash":"h1"}",
              },
              {
                "action_id": "decide-with-reason:reject",
                "style": "danger",
                "text": {
                  "text": "Reject",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "{"verdict":"reject","effect":"e1","hash":"h1"}",
              },
            ],
            "type": "actions",
          },
          {
            "elements": [
              {
                "text": "Run 7",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "context",
          },
        ],
        "text": "❓ Replace \`tea\` with \`coffee\` in \`aurora/adjutant\`?

      Nothing happens before somebody approves.",
      }
    `);
  });

  it('asks once more before something is taken away', () => {
    const { blocks } = render({
      tone: 'success',
      markdown: 'Done.',
      actions: [{ verdict: 'undo', label: 'Undo', effect: 'e', hash: 'h', style: 'danger' }],
    });
    expect(blocks.at(-1)).toMatchInlineSnapshot(`
      {
        "elements": [
          {
            "action_id": "decide:undo",
            "confirm": {
              "confirm": {
                "text": "Undo",
                "type": "plain_text",
              },
              "deny": {
                "text": "Cancel",
                "type": "plain_text",
              },
              "style": "danger",
              "text": {
                "text": "This takes back what was made.",
                "type": "plain_text",
              },
              "title": {
                "text": "Undo?",
                "type": "plain_text",
              },
            },
            "style": "danger",
            "text": {
              "text": "Undo",
              "type": "plain_text",
            },
            "type": "button",
            "value": "{"verdict":"undo","effect":"e","hash":"h"}",
          },
        ],
        "type": "actions",
      }
    `);
  });

  it('folds a long diff and says where the rest is', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `+line ${index}`).join('\n');
    const { blocks } = render({ ...card, diff: lines });
    const texts = JSON.stringify(blocks);
    expect(texts).toContain('+line 39');
    expect(texts).not.toContain('+line 40');
    expect(texts).toContain('… 60 more lines: <https://adjutant.example/console/approvals/e1|Details>');
  });

  it('has a fallback that reads like a sentence', () => {
    expect(render(card).text).toBe(
      '❓ Replace `tea` with `coffee` in `aurora/adjutant`?\n\nNothing happens before somebody approves.',
    );
  });

  it('has no blocks at all in its smallest form, and still says everything that matters', () => {
    expect(render(card, 'text')).toMatchInlineSnapshot(`
      {
        "blocks": [],
        "text": "❓ Replace \`tea\` with \`coffee\` in \`aurora/adjutant\`?

      Nothing happens before somebody approves.

      <https://adjutant.example/console/approvals/e1|Details>

      Run 7",
      }
    `);
  });

  it('never is larger than Slack takes, whatever is in it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4_000 });
    const long = fc.tuple(text, fc.integer({ min: 1, max: 20 })).map(([part, times]) => part.repeat(times));
    const reply = fc.record({
      tone: fc.constantFrom('neutral', 'question', 'danger' as const),
      markdown: long,
      facts: fc.dictionary(fc.string({ maxLength: 200 }), long, { maxKeys: 40 }),
      diff: long,
      links: fc.array(fc.record({ label: fc.string({ maxLength: 300 }), url: fc.webUrl() }), { maxLength: 30 }),
      actions: fc.constant(
        verdicts.map((verdict) => ({ verdict, label: verdict, effect: 'e'.repeat(36), hash: 'h'.repeat(64) })),
      ),
      footnote: long,
    });
    fc.assert(
      fc.property(reply, fc.constantFrom('whole', 'compact', 'text' as const), (each, size) => {
        const { blocks, text: fallback } = render(each as Reply, size);
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(charactersOf(blocks)).toBeLessThanOrEqual(13_200);
        expect(fallback.length).toBeLessThanOrEqual(4_000);
      }),
      { numRuns: 100 },
    );
  });
});

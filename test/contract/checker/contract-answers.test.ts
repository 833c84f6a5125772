import { describe, expect, it } from 'vitest';
import { loadContract } from './contract.ts';
import * as answers from './gitlab-answers.ts';

const contracts = { gitlab: loadContract('gitlab'), slack: loadContract('slack') };
const bytes = (text: string) => new TextEncoder().encode(text);
const json = { 'content-type': 'application/json' };
const section = { type: 'section', text: { type: 'mrkdwn', text: 'Hello' } };
const branches = 'GET /projects/{id}/repository/branches';
const { name: _, ...nameless } = answers.branch;
const ok = { ok: true, channel: 'C01', ts: '1.2', message: { text: 'a', blocks: [section] } };

describe('an answer', () => {
  type Case = [string, 'gitlab' | 'slack', string, number, unknown, string[], Record<string, string>?];
  it.each<Case>([
    ['may be right', 'gitlab', branches, 200, [answers.branch], []],
    ['may have grown', 'gitlab', branches, 200, [{ ...answers.branch, colour: 'red' }], []],
    [
      'has the wrong type',
      'gitlab',
      branches,
      200,
      [{ ...answers.branch, merged: 'no' }],
      ['/0/merged: must be boolean'],
    ],
    ['misses a field', 'gitlab', branches, 200, [nameless], ["/0: must have required property 'name'"]],
    ['is one instead of a list', 'gitlab', branches, 200, answers.branch, [': must be array']],
    ['has an undeclared status', 'gitlab', branches, 202, [], ['status: 202 is not an answer of this operation']],
    ['has an error that says why', 'gitlab', branches, 403, { message: '403 Forbidden' }, []],
    ['has an error without a word', 'gitlab', branches, 403, {}, [': must be JSON with "message" or "error"']],
    ['has broken JSON', 'gitlab', branches, 200, '[', [': is not JSON']],
    [
      'is a page',
      'gitlab',
      branches,
      200,
      '<p>',
      ['has the content type "text/html"'],
      { 'content-type': 'text/html' },
    ],
    ['has a body in a 204', 'gitlab', 'DELETE /projects/{id}/issues/{issue_iid}', 204, '{}', ['must be empty']],
    ['may be right', 'slack', 'POST /chat.postMessage', 200, ok, []],
    ['has the wrong type', 'slack', 'POST /chat.postMessage', 200, { ...ok, ts: 1.2 }, ['body/ts: must be string']],
    ['misses ok', 'slack', 'POST /chat.update', 200, { error: 'x' }, ["body: must have required property 'ok'"]],
    ['misses what success carries', 'slack', 'POST /views.open', 200, { ok: true }, ['must have "view"']],
    [
      'fails without an error code',
      'slack',
      'POST /views.open',
      200,
      { ok: false },
      ['body/error: must be an error code'],
    ],
    [
      'holds a bad block',
      'slack',
      'POST /chat.postMessage',
      200,
      { ...ok, message: { blocks: [{ type: 'x' }] } },
      ['unknown type: "x"'],
    ],
    ['is rate limited', 'slack', 'POST /chat.postMessage', 429, '', [], { 'retry-after': '30' }],
    [
      'is rate limited, but until when',
      'slack',
      'POST /chat.postMessage',
      429,
      '',
      ['header retry-after: must be whole seconds'],
    ],
  ])('%s (%s: %s %i)', (_case, vendor, operation, status, body, expected, headers = json) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const found = contracts[vendor].checkResponse(operation, status, headers, bytes(text));
    const lines = [...new Set(found.map(({ place, message }) => `${place}: ${message}`))];
    expect(lines).toEqual(expected.map((line) => expect.stringContaining(line)));
  });

  it('must belong to an operation of the contract', () => {
    expect(() => contracts.slack.checkResponse('POST /no.such', 200, json, bytes('{}'))).toThrow('has no operation');
  });
});

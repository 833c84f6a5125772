import { describe, expect, it } from 'vitest';
import { type Contract, loadContract, type SentRequest } from './contract.ts';

const contracts = { gitlab: loadContract('gitlab'), slack: loadContract('slack') };
const bytes = (text: string) => new TextEncoder().encode(text);
const json = { 'content-type': 'application/json' };

function sent(line: string, body?: unknown, headers: SentRequest['headers'] = json): SentRequest {
  const [method = '', target = ''] = line.split(' ');
  const [rawPath = '', query = ''] = target.split('?');
  const content = body === undefined ? new Uint8Array() : bytes(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    method,
    rawPath,
    query: new URLSearchParams(query),
    headers: body === undefined ? {} : headers,
    body: content,
  };
}

const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer xoxb-test' };

function posted(method: string, args: Record<string, unknown>, headers: SentRequest['headers'] = form): SentRequest {
  const fields = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return sent(`POST /${method}`, new URLSearchParams(fields).toString(), headers);
}

async function faults(contract: Contract, request: SentRequest): Promise<string[]> {
  const { violations } = await contract.checkRequest(request);
  return violations.map(({ place, message }) => `${place}: ${message}`);
}

const commit = {
  branch: 'fix',
  commit_message: 'Fix',
  actions: [{ action: 'update', file_path: 'a.ts', content: '' }],
};
const commits = 'POST /projects/a%2Fb/repository/commits';
const move = { ...commit, actions: [{ action: 'rename', file_path: 'a.ts' }] };
const boundary = { 'content-type': 'multipart/form-data; boundary=x' };
const part = (name: string, value: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe('a GitLab request', () => {
  it.each<[string, SentRequest, string[]]>([
    ['is accepted when it is right', sent(commits, commit), []],
    ['may use a form', sent('PUT /projects/1/merge_requests/3', 'title=a&squash=true', form), []],
    ['may use multipart', sent('PUT /projects/1/merge_requests/3', `${part('title', 'a')}--x--`, boundary), []],
    ['may list labels with commas', sent('GET /projects/1/merge_requests?labels=a,b&page=2&not[labels]=c'), []],
    ['misses a field', sent(commits, { ...commit, branch: undefined }), ["body: must have required property 'branch'"]],
    [
      'has a field too many',
      sent(commits, { ...commit, colour: 'red' }),
      ['body: must NOT have additional properties: "colour"'],
    ],
    [
      'has a value outside of its list',
      sent(commits, move),
      ['body/actions/0/action: must be equal to one of the allowed values: create, update, move, delete, chmod'],
    ],
    [
      'has a wrong type in a form',
      sent('PUT /projects/1/merge_requests/3', 'squash=yes', form),
      ['body/squash: must be boolean'],
    ],
    [
      'has a wrong type in multipart',
      sent('PUT /projects/1/merge_requests/3', `${part('squash', 'yes')}--x--`, boundary),
      ['body/squash: must be boolean'],
    ],
    ['has broken multipart', sent(commits, 'no parts', boundary), ['body: cannot be read as multipart/form-data']],
    [
      'has a query that is not known',
      sent('GET /projects?colour=red'),
      ['query colour: is not a parameter of this operation'],
    ],
    ['has a query of the wrong type', sent('GET /projects?page=first'), ['query page: must be integer']],
    ['misses a query', sent('GET /projects/1/search?search=x'), ['query scope: is required']],
    [
      'has a path of the wrong type',
      sent('GET /projects/1/merge_requests/three'),
      ['path merge_request_iid: must be integer'],
    ],
    ['has broken percent-encoding', sent('GET /projects/%zz'), ['path id: is not valid percent-encoding: "%zz"']],
    ['has an unencoded slash', sent('GET /projects/platform/api'), ['path: no such operation']],
    ['has an empty segment', sent('GET /projects//issues'), ['path: no such operation']],
    ['has the wrong method', sent('PATCH /projects/1'), ['path: no such operation']],
    ['misses its body', sent(commits), ['body: is required']],
    ['has broken JSON', sent(commits, '{'), ['body: cannot be read as application/json']],
    [
      'has a content type that is not taken',
      sent(commits, '<a/>', { 'content-type': 'text/xml' }),
      [
        'body: has the content type "text/xml", ' +
          'expected application/json or application/x-www-form-urlencoded or multipart/form-data',
      ],
    ],
    [
      'deletes with a parameter that is not known',
      sent('DELETE /projects/1/repository/files/a.ts', { branch: 'fix', commit_message: 'm', colour: 'red' }),
      ['query colour: is not a parameter of this operation'],
    ],
  ])('%s', async (_case, request, expected) => {
    expect(await faults(contracts.gitlab, request)).toEqual(expected);
  });

  it('prefers the most literal template', async () => {
    const { operation } = await contracts.gitlab.checkRequest(sent('GET /projects/1/pipelines/latest'));
    expect(operation).toBe('GET /projects/{id}/pipelines/latest');
  });
});

const section = { type: 'section', text: { type: 'mrkdwn', text: 'Hello' } };
const post = (args: Record<string, unknown>) => posted('chat.postMessage', { channel: 'C01', text: 'Hello', ...args });
const modal = { type: 'modal', title: { type: 'plain_text', text: 'Plan' }, blocks: [section] };

describe('a Slack request', () => {
  it.each<[string, SentRequest, string[]]>([
    ['is accepted when it is right', post({ blocks: [section], unfurl_links: 'false' }), []],
    ['may be JSON', sent('POST /chat.postMessage', { channel: 'C01', blocks: [section] }, { ...form, ...json }), []],
    ['may open a modal', posted('views.open', { trigger_id: '1.2.a', view: modal }), []],
    ['misses an argument', posted('chat.postMessage', { text: 'a' }), ["body: must have required property 'channel'"]],
    ['has an argument too many', post({ colour: 'red' }), ['body: must NOT have additional properties: "colour"']],
    [
      'has a misspelled block',
      post({ blocks: [{ type: 'sectoin' }] }),
      ['body/blocks/0: has an unknown type: "sectoin"'],
    ],
    [
      'has a block with a field too many',
      post({ blocks: [{ ...section, colour: 'red' }] }),
      ['body/blocks/0: must NOT have additional properties: "colour"'],
    ],
    [
      'has a button that is wrong inside',
      post({ blocks: [{ type: 'actions', elements: [{ type: 'button', text: { type: 'mrkdwn', text: 'Go' } }] }] }),
      ['body/blocks/0/elements/0/text/type: must be equal to constant: plain_text'],
    ],
    [
      'has a bad block in an attachment',
      post({ attachments: [{ blocks: [{ type: 'header' }] }] }),
      ["body/attachments/0/blocks/0: must have required property 'text'"],
    ],
    [
      'has a modal without a title',
      posted('views.open', { trigger_id: '1.2.a', view: { type: 'modal', blocks: [] } }),
      ["body/view: must have required property 'title'"],
    ],
    ['has blocks that are no JSON', post({ blocks: '[{' }), ['body/blocks: must be JSON text of an object or array']],
    [
      'has blocks encoded twice',
      post({ blocks: JSON.stringify('[]') }),
      ['body/blocks: must be JSON text of an object or array'],
    ],
    ['calls an unknown method', posted('chat.postMesage', {}), ['path: no such operation']],
    [
      'has no token',
      posted('auth.test', {}, { 'content-type': 'application/x-www-form-urlencoded' }),
      ['header authorization: must carry bearer credentials'],
    ],
  ])('%s', async (_case, request, expected) => {
    expect(await faults(contracts.slack, request)).toEqual(expected);
  });
});

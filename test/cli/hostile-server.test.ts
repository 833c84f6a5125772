import { writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Seat, takeSeat } from './console.ts';

const sequence = '\u001b]0;owned\u0007\u009b2J';
const isSafe = (text: string): boolean => !/(?![\n\t])\p{Cc}/u.test(text);

const description = {
  tags: [{ name: 'planning', description: `Plans ${sequence}`, 'x-alias': 'plan' }],
  paths: {
    '/v1/planning/list-plans': {
      post: {
        tags: ['planning'],
        summary: `Lists ${sequence}`,
        description: `Lists plans ${sequence}`,
        requestBody: { content: { 'application/json': { schema: { properties: {} } } } },
      },
    },
  },
};

let server: Server;
let seat: Seat;
let asked: string[];
let answer: (response: ServerResponse, url: string) => void;
const json = (response: ServerResponse, body: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/v1/openapi.json') return json(response, description);
    answer(response, request.url ?? '');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  seat = takeSeat({ ADJUTANT_URL: `http://127.0.0.1:${port}`, ADJUTANT_TOKEN: 'token' });
});
afterEach(async () => {
  seat.close();
  await new Promise((resolve) => server.close(resolve));
});

const list = ['plan', 'list-plans'];

describe('a server that means no good', () => {
  it('never reaches the terminal, neither by answers nor by problems nor by help', async () => {
    answer = (response) => json(response, { status: 'done', text: `text ${sequence}`, output: { name: sequence } });
    for (const words of [list, ['--json', ...list], ['plan', '--help'], ['plan', 'list-plans', '--help']]) {
      const { out, err } = await seat.run(words);
      expect([isSafe(out), isSafe(err), (out + err).length > 0]).toEqual([true, true, true]);
    }
    answer = (response) => json(response, { detail: `no ${sequence}`, code: 'x' }, 400);
    for (const words of [list, ['--json', ...list]]) {
      const { out, err, exitCode } = await seat.run(words);
      expect([isSafe(out), isSafe(err), exitCode]).toEqual([true, true, 1]);
    }
  });

  it('loses nothing for a program', async () => {
    answer = (response) => json(response, { status: 'done', text: 'text', output: { name: sequence } });
    expect(JSON.parse((await seat.run(['--json', ...list])).out)).toMatchObject({ output: { name: sequence } });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['another shape', { status: 'perhaps', text: 7 }],
    ['a list', []],
  ])('is told to be another one: %s', async (_name, body) => {
    answer = (response) => json(response, body);
    const { exitCode, err } = await seat.run(list);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('is not this Adjutant')]);
  });

  it('gets no token by sending on', async () => {
    answer = (response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/steal' }).end();
    const { exitCode, err } = await seat.run(list);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('sends on to http://127.0.0.1:1/steal')]);
  });

  it('is not asked without a pause', async () => {
    let count = 0;
    answer = (response) => {
      count += 1;
      json(response, { status: count < 3 ? 'running' : 'done', text: 'x', run: 1001 });
    };
    expect((await seat.run(list)).exitCode).toBe(0);
    expect(asked.filter((url) => url.startsWith('/v1/runs/'))).toHaveLength(2);
  });

  it('opens no other program than a browser', async () => {
    let isFirst = true;
    answer = (response) => {
      json(response, { status: isFirst ? 'pending' : 'done', text: 'x', run: 1001, approveAt: 'file:///etc/passwd' });
      isFirst = false;
    };
    expect(await seat.run(list, { isInteractive: true })).toMatchObject({ exitCode: 0, opened: [] });
  });
});

describe('a file among free words', () => {
  it.each([
    ['goal@../goal.txt', true],
    ['goal@-', true],
    ['goal@acme.example', false],
  ])('%j', async (word, isRefused) => {
    description.paths['/v1/planning/list-plans'].post.requestBody.content['application/json'].schema.properties = {
      goal: { type: 'string' },
    };
    answer = (response) => json(response, { status: 'done', text: 'planned' });
    const { exitCode, err } = await seat.run(['plan', 'launch', word]);
    expect([exitCode, err.includes('is read as a file only')]).toEqual(isRefused ? [2, true] : [0, false]);
  });
});

describe('a login that cannot be kept', () => {
  it('is told in one sentence', async () => {
    const own = takeSeat();
    const file = join(own.sources.home, 'file');
    writeFileSync(file, '');
    const { port } = server.address() as { port: number };
    const blocked = takeSeat({ XDG_CONFIG_HOME: file });
    answer = (response) => json(response, { status: 'done', text: 'x', output: { name: 'Ana' } });
    const { exitCode, err } = await blocked.run(['login', `http://127.0.0.1:${port}`], { token: 'token' });
    expect([exitCode, err]).toEqual([2, expect.stringContaining('The login cannot be kept in')]);
    own.close();
    blocked.close();
  });
});

import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';
import { decide, jonas } from '../mcp/people.ts';
import { type Seat, takeSeat } from './console.ts';

let world: World;
let seat: Seat;
beforeAll(async () => {
  world = await startWorld({ settings: { CALL_PATIENCE_SECONDS: '60' } });
  seat = takeSeat({ ADJUTANT_URL: world.url, ADJUTANT_TOKEN: world.tokenOf(world.aurora) });
});
afterAll(async () => {
  seat.close();
  await world.close();
});

const replacement = ['coding', 'replace-text', 'find=tea', 'replace=coffee', 'paths=README.md'];
const lastRun = async (): Promise<number> => {
  const [run] = await world.application.services.runs.recent(await jonas(world), 1);
  return run?.number ?? 0;
};

describe('a command with fields', () => {
  it('is answered in words, or for a program', async () => {
    const told = await seat.run(['identity', 'who-am-i']);
    expect([told.exitCode, told.err]).toEqual([0, '']);
    expect(told.out).toContain('Jonas Weber');
    const { out } = await seat.run(['--json', 'identity', 'who-am-i']);
    expect(JSON.parse(out)).toMatchObject({ status: 'done', output: { door: 'rest' } });
  });

  it('takes short names of agents, values with blanks, and files', async () => {
    const made = await seat.run(['plan', 'make-plan', 'goal=launch the shop', 'tasks@tasks.txt', '--pictures=out'], {
      files: { 'tasks.txt': 'Design 3d\nBuild 5d after Design' },
    });
    expect(made.exitCode).toBe(0);
    expect(made.out).toMatch(/Plan \d+: Launch the shop[\s\S]*Build/);
    const [[path = '', png] = []] = made.written;
    expect([path.startsWith(join('out', 'plan-')), png?.subarray(1, 4).toString()]).toEqual([true, 'PNG']);
  });
});

describe('free words', () => {
  it.each([
    [['plan', 'launch', 'the', 'website']],
    [['plan', 'make-plan', 'launch', 'the', 'website']],
    [['plan launch the website']],
    [['plan', 'goal=launch the website', 'tasks=Design 3d, Build 5d']],
  ])('are read as in a chat: %j', async (words) => {
    const { exitCode, out } = await seat.run(words);
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^\*\*Plan \d+: Launch the website\*\*/)]);
  });
});

describe('a greeting', () => {
  it.each([[['hello']], [['thanks']]])('is answered with what can be said: %j', async (words) => {
    const { exitCode, out } = await seat.run(words);
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^Hello Jonas Weber[\s\S]*“plan /)]);
    expect(out).not.toMatch(/model/);
  });
});

describe('a change outside', () => {
  it('does not keep a script waiting', async () => {
    const { exitCode, out, opened } = await seat.run(replacement);
    expect([exitCode, opened]).toEqual([3, []]);
    expect(out).toContain('README.md');
    expect(out).toContain(`${world.url}/console/approvals/`);
    const shown = await seat.run(['run', String(await lastRun()), '--json']);
    expect([shown.exitCode, JSON.parse(shown.out)]).toEqual([3, expect.objectContaining({ status: 'pending' })]);
  });

  it('opens the page of the decision for who sits there, and tells how it ended', async () => {
    const onPage = (): void => {
      void (async () => decide(world, await jonas(world), await lastRun(), 'approve'))();
    };
    const { exitCode, out, err, opened } = await seat.run(replacement.with(3, 'replace=milk'), {
      isInteractive: true,
      onPage,
    });
    expect(opened).toEqual([expect.stringMatching(/\/console\/approvals\/[\w-]+$/)]);
    expect(err).toContain(`adjutant run ${await lastRun()}`);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('/merge_requests/')]);
  });

  it('says that it was rejected', async () => {
    const onPage = (): void => {
      void (async () => decide(world, await jonas(world), await lastRun(), 'reject'))();
    };
    const ended = await seat.run([...replacement.with(3, 'replace=rum'), '--no-open', '--no-wait'], {
      isInteractive: true,
    });
    expect([ended.exitCode, ended.opened]).toEqual([3, []]);
    const { exitCode, out } = await seat.run(replacement.with(3, 'replace=gin'), { isInteractive: true, onPage });
    expect([exitCode, out]).toEqual([1, expect.stringContaining('Rejected by Jonas Weber')]);
  });
});

describe('help', () => {
  it('tells of every agent, and of every field', async () => {
    const all = await seat.run(['--help']);
    expect(all.exitCode).toBe(0);
    for (const { name } of world.application.services.registry.agents) expect(all.out).toContain(name);
    const one = await seat.run(['plan', 'make-plan', '--help']);
    expect(one.out).toContain('name=value or name@file');
    expect(one.out).toMatch(/goal .*\(needed\)/);
    expect(one.out).toContain('adjutant plan launch');
  });

  it('is what comes without words', async () => {
    const { exitCode, out } = await seat.run([]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('Usage: adjutant')]);
  });
});

describe('what cannot be', () => {
  it.each<[string[], number, RegExp]>([
    [['plan', 'show-plan', 'plan=99'], 1, /There is no plan 99/],
    [['plan', 'show-plan', 'plam=3'], 2, /There is no field “plam” here\. Fields: .*plan/],
    [['coding', 'replace-text', 'find=tea', 'and', 'more'], 2, /“and more” is no field/],
    [['coding', 'apply-patch', 'patch@no.patch'], 2, /The file no\.patch cannot be read/],
    [['run', 'abc'], 2, /“abc” is no run’s number/],
    [['run', '987654'], 1, /There is no run 987654/],
    [['blorb'], 1, /I did not understand “blorb”/],
    [['plan', '--colour'], 2, /unknown option/],
    [['blorb', '--', '-5'], 1, /I did not understand “blorb -5”/],
    [['login', 'adjutant.example'], 2, /is no address/],
  ])('%j', async (words, exit, message) => {
    const { exitCode, out, err } = await seat.run(words);
    expect([exitCode, out, err]).toEqual([exit, '', expect.stringMatching(message)]);
  });

  it('is a problem for a program', async () => {
    const { exitCode, out } = await seat.run(['--json', 'plan', 'show-plan', 'plan=99']);
    expect([exitCode, JSON.parse(out)]).toEqual([1, expect.objectContaining({ status: 400, code: 'input.invalid' })]);
  });

  it('is told when nothing answers, or something else', async () => {
    const other = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = (other.address() as { port: number }).port;
    const elsewhere = takeSeat({ ADJUTANT_URL: `http://127.0.0.1:${port}`, ADJUTANT_TOKEN: 'x' });
    expect(await elsewhere.run(['plan', 'list-plans'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('is not this Adjutant'),
    });
    await new Promise((resolve) => other.close(resolve));
    expect(await elsewhere.run(['plan', 'list-plans'])).toMatchObject({
      exitCode: 4,
      err: expect.stringContaining('does not answer'),
    });
    elsewhere.close();
  });
});

describe('a login', () => {
  it('is kept for its owner, used, and forgotten', async () => {
    const own = takeSeat();
    expect((await own.run(['plan', 'list-plans'])).err).toContain('adjutant login <address>');
    const wrong = await own.run(['login', world.url], { token: 'adj_wrong' });
    expect([wrong.exitCode, wrong.err]).toEqual([1, expect.stringContaining('unknown, expired or revoked')]);
    const token = world.tokenOf(world.aurora);
    const { exitCode, out } = await own.run(['login', `${world.url}/`], { token: `${token}\n` });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('You are Jonas Weber')]);
    expect(out).not.toContain(token);
    const file = join(own.sources.home, '.config', 'adjutant', 'login.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await own.run(['plan', 'list-plans'])).exitCode).toBe(0);
    expect((await own.run(['logout'])).exitCode).toBe(0);
    expect((await own.run(['plan', 'list-plans'])).exitCode).toBe(2);
    own.close();
  });
});

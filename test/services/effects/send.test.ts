import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type EffectCapability,
  effectStates,
  type FaultPoint,
  type Principal,
  transitions,
  type Verdict,
} from '../../../src/core/index.ts';
import { expireLapsed } from '../../../src/services/index.ts';
import type { Behaviour } from '../depot.ts';
import { startWorld, type World } from '../world.ts';
import type { Life, Step } from './life.ts';
import { livesOfComposites, livesOfLater, livesOfSingles, livesOfWaiting } from './lives.ts';

let world: World;
let maria: Principal;
let ada: Principal;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  ada = await world.principal(await world.person('Ada', ['admin']));
  await world.sql(`
    create table taken (id uuid, source text, target text);
    create function note() returns trigger language plpgsql as $$ begin
      insert into adjutant.taken values (new.id, old.state, new.state); return new; end $$;
    create trigger note after update of state on effects for each row when (old.state <> new.state) execute function note();
    grant insert on taken to adjutant_app`);
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

async function step(effect: string, name: Step): Promise<void> {
  if (name === 'send') await world.send(effect);
  else if (name.startsWith('crash at ')) {
    const point = name.slice('crash at '.length) as FaultPoint;
    await expect(world.send(effect, point)).rejects.toThrow(`crashed at ${point}`);
  } else if (name === 'down' || name === 'up') world.depot.state.canBeAsked = name === 'up';
  else if (name === 'last') {
    await world.sql('update effects set attempts = 5 where id = $1 or parent_id = $1', [effect]);
  } else if (name === 'pull and lift') {
    const request = { principal: ada, correlation: 'correlation', reason: 'why' };
    await world.services.killSwitch.pull(request);
    await world.services.killSwitch.lift(request);
  } else if (name === 'stale') {
    await world.sql("update effects set planned_at = now() - interval '11 minutes' where id = $1", [effect]);
  } else if (name === 'arrive') world.depot.arrive();
  else if (name === 'outwaited') {
    await world.sql("update effects set sent_at = now() - interval '61 seconds' where sent_at is not null");
  } else if (name === 'clear') world.depot.state.built = undefined;
  else if (name.startsWith('take away ')) world.depot.takeAway(name.slice('take away '.length));
  else if (name.startsWith('build on ')) world.depot.state.built = name.slice('build on '.length);
  else if (name === 'expire') {
    await world.sql("update effects set decide_by = now() - interval '1 second' where id = $1", [effect]);
    await expireLapsed(world.services.database, world.services.ledger, world.services.log);
  } else if (name === 'begin') await world.sql('update effects set send_from = now() where id = $1', [effect]);
  else if (name === 'end') {
    await world.sql("update effects set send_until = now() - interval '1 second' where id = $1", [effect]);
  } else if (name === 'requester leaves') await world.sql("update people set is_active = false where name = 'Leaver'");
  else await world.decide(maria, effect, name as Verdict);
  await world.pass(effect);
}

const pathOf = async (effect: string): Promise<string> => {
  const rows = await world.sql<{ target: string }>('select target from taken where id = $1', [effect]);
  return rows.map(({ target }) => target).join(' ');
};

async function live({ of, script = [], steps, path, parts = [], saw }: Life): Promise<void> {
  const capability: EffectCapability = world[of];
  const leaver = steps.includes('requester leaves') ? await world.person('Leaver', ['member']) : undefined;
  const asker = leaver ? await world.principal(leaver) : maria;
  const { run, effect } = await world.ask(asker, capability, { project: 'aurora/shop', name: `n${++count}` });
  world.depot.script.push(...script);
  await world.rung();
  for (const each of steps) await step(effect, each);
  const came = await world.effect(effect);
  const short = world.depot.log.map((line) => line.replace(/^(add|remove) (\w+).* ([\w-]+)$/, '$1 $2 $3'));
  expect({ path: await pathOf(effect), parts: came.parts, saw: short.join(', ') }).toEqual({ path, parts, saw });
  await expectWoken(run, path.endsWith('unknown') ? ['waiting', 0] : ['queued', 1]);
}

/** However often the effect is settled, the run that waited goes on once; while nobody knows its end, not at all. */
async function expectWoken(run: string, expected: [state: string, rings: number]): Promise<void> {
  const [row] = await world.sql<{ state: string; conversation_id: string }>(
    'select state, conversation_id from runs where id = $1',
    [run],
  );
  const rung = (await world.rung()).filter(({ kind, id }) => kind === 'conversation' && id === row?.conversation_id);
  expect([row?.state, rung.length]).toEqual(expected);
}

describe('the life of an effect', () => {
  it.each(Object.entries(livesOfSingles))('%s', (_name, life) => live({ of: 'addBox', ...life }));
});
describe('the life of an effect that would be made twice', () => {
  it.each(Object.entries(livesOfWaiting))('%s', (_name, life) => live({ of: 'orderCrate', ...life }));
});
describe('the life of a composite effect', () => {
  it.each(Object.entries(livesOfComposites))('%s', (_name, life) => live({ of: 'shipOrder', ...life }));
});

describe('the life of an effect that is sent later', () => {
  it.each(Object.entries(livesOfLater))('%s', (_name, life) => live({ of: 'postParcel', ...life }));
});

describe('an effect that was not sent in its time', () => {
  it('is told as approved, and not as undecided', async () => {
    const { effect } = await world.ask(maria, world.postParcel, { project: 'aurora/shop', name: `n${++count}` });
    for (const each of ['approve', 'begin', 'end', 'expire'] as const) await step(effect, each);
    const outcome = await world.services.effects.outcome(world.tenant, effect);
    expect(outcome).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^Approved by Maria, but it could not/),
    });
  });
});

describe('a crash', () => {
  const seen: Readonly<Record<string, [string, string]>> = {
    'effect.claimed': ['look, add box do', 'look, add box do, add label do, add label do'],
    'effect.before-call': ['look, add box do', 'look, add box do, add label do, add label do'],
    'effect.after-call': ['add box do, look', 'add box do, look, add label do, add label do'],
    'effect.settled': ['add box do', 'add box do, add label do, add label do'],
  };
  it.each(Object.entries(seen))('at %s does nothing twice', async (point, [single, whole]) => {
    const steps = ['approve', `crash at ${point as FaultPoint}`, 'send', 'send'] as const;
    const path = 'approved sending done';
    await live({ of: 'addBox', steps: [...steps], path, saw: single });
    world.depot.reset();
    await live({ of: 'shipOrder', steps: [...steps], path, parts: ['done', 'done', 'done'], saw: whole });
  });

  it('at effect.stored finds the part done', () =>
    live({
      of: 'shipOrder',
      steps: ['approve', 'crash at effect.stored', 'send'],
      path: 'approved sending done',
      parts: ['done', 'done', 'done'],
      saw: 'add box do, add label do, add label do',
    }));
});

const approved = async (): Promise<string> => {
  const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: `n${++count}` });
  await world.decide(maria, effect, 'approve');
  return effect;
};

describe('the holder of an effect', () => {
  it('is one of many who come at once', async () => {
    const effect = await approved();
    await Promise.all(Array.from({ length: 8 }, () => world.send(effect)));
    expect(world.depot.log).toHaveLength(1);
    expect((await world.effect(effect)).attempts).toBe(1);
  });

  it('keeps others away until its lease is over', async () => {
    const effect = await approved();
    await expect(world.send(effect, 'effect.after-call')).rejects.toThrow('crashed');
    await world.send(effect);
    expect((await world.effect(effect)).state).toBe('sending');
    await world.pass(effect);
    await world.send(effect);
    expect((await world.effect(effect)).state).toBe('done');
  });

  it('writes nothing after another took over', async () => {
    const effect = await approved();
    let hasBegun = false;
    world.depot.state.afterAdding = async () => {
      if (hasBegun) return;
      hasBegun = true;
      await world.pass(effect);
      await world.send(effect);
    };
    await expect(world.send(effect)).rejects.toMatchObject({ code: 'lease.lost' });
    expect(await world.effect(effect)).toMatchObject({ state: 'done', attempts: 2 });
    expect(world.depot.log.filter((line) => line.startsWith('add'))).toHaveLength(1);
    const [row] = await world.sql(
      "select count(*)::int as sent from audit_rows where effect_id = $1 and action = 'sent'",
      [effect],
    );
    expect(row).toEqual({ sent: 1 });
  });

  it('sends nothing before its time, nor what nobody approved', async () => {
    const effect = await approved();
    await world.sql("update effects set not_before = now() + interval '1 hour' where id = $1", [effect]);
    await world.send(effect);
    const { effect: open } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: `n${++count}` });
    await world.send(open);
    expect(world.depot.log).toEqual([]);
  });
});

describe('what people see', () => {
  const cardOf = async (effect: string) => {
    const [row] = await world.sql<{ content: { markdown: string; actions?: { verdict: string }[] } }>(
      'select content from messages where starts_with(key, $1)',
      [`effect:${effect}:card:`],
    );
    return { text: row?.content.markdown ?? '', verdicts: row?.content.actions?.map(({ verdict }) => verdict) ?? [] };
  };

  it.each<[string, Behaviour[], Step[], string[], RegExp]>([
    ['done', [], ['approve', 'send'], ['undo'], /done/],
    [
      'half done',
      ['do', 'refuse'],
      ['approve', 'send'],
      ['continue', 'undo', 'drop'],
      /The depot says no[\s\S]*box: done[\s\S]*label: failed/,
    ],
    ['failed', ['refuse'], ['approve', 'send'], [], /The depot says no/],
    ['in doubt', ['lose-answer'], ['approve', 'down', 'last', 'send'], ['found', 'resend', 'drop'], /did not answer/],
    [
      'half undone',
      ['do', 'do', 'do', 'do', 'refuse'],
      ['approve', 'send', 'undo', 'send'],
      ['undo', 'drop'],
      /^[\s\S]*Undone only in part by Maria\. The depot says no\.[\s\S]*box: still there\n- label: still there\n- copy: taken back$/,
    ],
    [
      'not undone',
      [],
      ['approve', 'send', 'build on box', 'undo', 'send'],
      ['undo'],
      /and done\. It could not be undone by Maria, and nothing of it was changed\. Somebody built on the box, so it stays\./,
    ],
    [
      'half done and not undone',
      ['do', 'refuse'],
      ['approve', 'send', 'build on box', 'undo', 'send'],
      ['continue', 'undo', 'drop'],
      /This failed\. The depot says no\. It could not be undone by Maria[\s\S]*Somebody built on the box[\s\S]*box: done/,
    ],
    [
      'undone or not',
      ['do', 'do', 'do', 'lose-request'],
      ['approve', 'send', 'undo', 'last', 'send'],
      ['undo', 'drop'],
      /Undone only in part[\s\S]*copy: perhaps taken back/,
    ],
    ['rejected', [], ['reject'], [], /Rejected by Maria/],
    ['expired', [], ['expire'], [], /Nobody decided in time/],
  ])('when it is %s', async (_name, script, steps, verdicts, text) => {
    const { effect } = await world.ask(maria, world.shipOrder, { project: 'aurora/shop', name: `n${++count}` });
    world.depot.script.push(...script);
    for (const each of steps) await step(effect, each);
    const card = await cardOf(effect);
    expect(card.verdicts).toEqual(verdicts);
    expect(card.text).toMatch(text);
  });

  it('in the thread when something ended after the run', async () => {
    const { effect, run } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: `n${++count}` });
    for (const each of ['approve', 'send', 'undo', 'send'] as const) await step(effect, each);
    const rows = await world.sql<{ content: { markdown: string; actions?: unknown } }>(
      'select content from messages where key = $1',
      [`effect:${effect}:round:2:${run}`],
    );
    expect(rows.map(({ content }) => content.actions)).toEqual([undefined]);
    expect(rows[0]?.content.markdown).toMatch(/Undone by Maria/);
  });
});

const unreachable = ['unknown done'];

describe('every step that the table of states allows', () => {
  it('was taken above, and no other', async () => {
    const rows = await world.sql<{ step: string }>("select distinct source || ' ' || target as step from taken");
    const all = effectStates.flatMap((source) => transitions[source].map((target) => `${source} ${target}`));
    expect(rows.map((row) => row.step).sort()).toEqual(all.filter((each) => !unreachable.includes(each)).sort());
  });

  const pairs = effectStates.flatMap((source) =>
    effectStates
      .filter((target) => source !== target && !transitions[source].includes(target))
      .map((target) => [source, target] as const),
  );
  it('and the database refuses all others', async () => {
    const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: `n${++count}` });
    const came: string[] = [];
    for (const [source, target] of pairs) {
      await world.sql('alter table effects disable trigger effect_transition');
      await world.sql('update effects set state = $2 where id = $1', [effect, source]);
      await world.sql('alter table effects enable trigger effect_transition');
      const move = world.sql('update effects set state = $2 where id = $1', [effect, target]);
      await move.then(
        () => came.push(`${source} ${target}`),
        (error: unknown) => expect(error).toMatchObject({ code: '23514' }),
      );
    }
    expect(came).toEqual([]);
  });
});

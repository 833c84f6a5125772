import { z } from 'zod';
import {
  AppError,
  createRegistry,
  defineCapability,
  type EffectContext,
  type Found,
  from,
  part,
  type Undoable,
} from '../../src/core/index.ts';

/** What the vendor does with the next call that would change something. */
export type Behaviour =
  | 'do'
  /** Says no before anything was changed. */
  | 'refuse'
  /** Does it, and the answer is lost. */
  | 'lose-answer'
  /** Has too much to do, and takes nothing. */
  | 'ask-to-wait'
  /** Is still at work on it when nobody waits for the answer any more. */
  | 'do-late'
  /** Does it, and meanwhile somebody builds on the box. */
  | 'do-while-built'
  /** The request is lost on its way. */
  | 'lose-request'
  /** Does it, and answers something unheard of. */
  | 'answer-oddly'
  /** Our own code breaks, before anything was sent. */
  | 'break';

interface Thing {
  kind: string;
  name: string;
}

/** A tiny vendor in memory: keeps things by our mark, does what its script says, and counts what was done. */
export function createDepot() {
  const things = new Map<string, Thing>();
  const script: Behaviour[] = [];
  const log: string[] = [];
  const state: {
    canBeAsked: boolean;
    afterAdding: () => Promise<void>;
    afterRemoving: () => Promise<void>;
    built: string | undefined;
  } = {
    canBeAsked: true,
    afterAdding: async () => undefined,
    afterRemoving: async () => undefined,
    /** Kind of thing that somebody built on. */
    built: undefined,
  };
  const late: (() => void)[] = [];

  const change = (what: string, work: () => void): { id: string; isOdd: boolean } => {
    const behaviour = script.shift() ?? 'do';
    log.push(`${what} ${behaviour}`);
    if (behaviour === 'refuse') throw new AppError('upstream.refused', 'The depot says no.');
    if (behaviour === 'ask-to-wait') throw new AppError('upstream.rate-limited', 'The depot asks to wait.');
    if (behaviour === 'lose-request') throw new AppError('upstream.unavailable', 'The depot did not answer.');
    if (behaviour === 'do-late') {
      late.push(work);
      throw new AppError('upstream.unavailable', 'The depot did not answer.');
    }
    if (behaviour === 'break') throw new TypeError('box is not a function');
    work();
    if (behaviour === 'do-while-built') state.built = 'box';
    if (behaviour === 'lose-answer') throw new AppError('upstream.unavailable', 'The depot did not answer.');
    return { id: what, isOdd: behaviour === 'answer-oddly' };
  };

  return {
    things,
    script,
    log,
    state,
    add: (kind: string, name: string, mark: string): { id: string } => {
      const { isOdd } = change(`add ${kind} ${name}`, () => things.set(mark, { kind, name }));
      return isOdd ? { id: '' } : { id: `${kind} of ${name}` };
    },
    look(mark: string): Found<{ id: string }> {
      log.push('look');
      if (!state.canBeAsked) throw new AppError('upstream.unavailable', 'The depot cannot be asked.');
      const thing = things.get(mark);
      return thing ? { found: { id: `${thing.kind} of ${thing.name}` } } : 'absent';
    },
    /** What is done late is done now. */
    arrive(): void {
      for (const work of late.splice(0)) work();
    },
    /** Somebody takes all things of a kind away by hand. */
    takeAway(kind: string): void {
      for (const [mark, thing] of things) if (thing.kind === kind) things.delete(mark);
    },
    check(mark: string): Undoable {
      log.push('check');
      if (!state.canBeAsked) throw new AppError('upstream.unavailable', 'The depot cannot be asked.');
      const thing = things.get(mark);
      if (!thing) return 'gone';
      return thing.kind === state.built ? { stays: `Somebody built on the ${thing.kind}, so it stays.` } : 'yes';
    },
    remove(mark: string): void {
      change(`remove ${things.get(mark)?.kind ?? 'nothing'}`, () => things.delete(mark));
    },
    reset(): void {
      things.clear();
      script.length = 0;
      log.length = 0;
      late.length = 0;
      state.canBeAsked = true;
      state.built = undefined;
      state.afterAdding = async () => undefined;
      state.afterRemoving = async () => undefined;
    },
  };
}
export type Depot = ReturnType<typeof createDepot>;

const output = z.object({ id: z.string().min(1) });
const fields = { project: z.string().min(1), name: z.string().min(1), note: z.string().default('') };
const common = {
  permission: 'gitlab:branches:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  examples: [],
} as const;
const present = ({ id }: { id: string }) => ({ markdown: `There is a ${id}.` });

/** Capabilities whose world is the depot. */
export function depotRegistry(depot: Depot) {
  const undo = {
    look: async (_output: unknown, _input: unknown, { effect }: EffectContext) => depot.check(effect.id),
    async run(_output: unknown, _input: unknown, { effect }: EffectContext) {
      depot.remove(effect.id);
      await depot.state.afterRemoving();
    },
  };
  const addBox = defineCapability({
    ...common,
    name: 'depot.add-box',
    title: 'Add a box',
    description: 'Adds a box.',
    input: z.object(fields),
    output,
    key: ({ name }) => name,
    preview: async ({ name }) => ({ markdown: `Add the box ${name}?`, facts: { Name: name }, diff: `+${name}` }),
    async run({ name }, { effect }) {
      const added = depot.add('box', name, effect.id);
      await depot.state.afterAdding();
      return added;
    },
    find: async (_input, { effect }) => depot.look(effect.id),
    ifAbsent: 'resend',
    undo,
    present,
  });
  const postParcel = defineCapability({
    ...common,
    name: 'depot.post-parcel',
    title: 'Post a parcel',
    description: 'Posts a parcel at a later time.',
    input: z.object(fields),
    output,
    key: ({ name }) => name,
    when: () => ({ from: new Date(Date.now() + 3_600_000), until: new Date(Date.now() + 7_200_000) }),
    preview: async ({ name }) => ({ markdown: `Post the parcel ${name}?` }),
    run: async ({ name }, { effect }) => depot.add('parcel', name, effect.id),
    find: async (_input, { effect }) => depot.look(effect.id),
    ifAbsent: 'ask',
    present,
  });
  const orderCrate = defineCapability({
    ...common,
    name: 'depot.order-crate',
    title: 'Order a crate',
    description: 'Orders a crate, of which the depot makes a second one without a word.',
    input: z.object(fields),
    output,
    key: ({ name }) => name,
    preview: async ({ name }) => ({ markdown: `Order the crate ${name}?` }),
    run: async ({ name }, { effect }) => depot.add('crate', name, effect.id),
    find: async (_input, { effect }) => depot.look(effect.id),
    ifAbsent: 'wait',
    present,
  });
  const stickLabel = defineCapability({
    ...common,
    name: 'depot.stick-label',
    title: 'Stick a label',
    description: 'Sticks a label on a box.',
    internal: true,
    input: z.object({ project: z.string(), box: z.string().min(1) }),
    output,
    key: ({ box }) => box,
    preview: async ({ box }) => ({ markdown: `Label ${box}?` }),
    run: async ({ box }, { effect }) => depot.add('label', box, effect.id),
    find: async (_input, { effect }) => depot.look(effect.id),
    ifAbsent: 'resend',
    undo,
    present,
  });
  const sealBox = defineCapability({
    ...common,
    name: 'depot.seal-box',
    title: 'Seal a box',
    description: 'Seals a box for good, which somebody else has to approve.',
    approval: 'another',
    input: z.object(fields),
    output,
    key: ({ name }) => name,
    preview: async ({ name }) => ({ markdown: `Seal the box ${name}?` }),
    run: async ({ name }, { effect }) => depot.add('seal', name, effect.id),
    find: async (_input, { effect }) => depot.look(effect.id),
    ifAbsent: 'resend',
    undo,
    present,
  });
  const shipOrder = defineCapability({
    ...common,
    name: 'depot.ship-order',
    title: 'Ship an order',
    description: 'Adds a box with a label and a second label.',
    input: z.object(fields),
    output,
    key: ({ name }) => name,
    prepare: async ({ name }) => ({ box: `${name}-box` }),
    preview: ({ name }, { box }) => ({ markdown: `Ship ${name} in ${box}?` }),
    parts: ({ project }, { box }) => [
      part('box', addBox, { project, name: box }),
      part('label', stickLabel, { project, box: from('box', 'id') }),
      part('copy', stickLabel, { project, box: from('label', 'id') }),
    ],
    present,
  });
  const listBoxes = defineCapability({
    name: 'depot.list-boxes',
    title: 'List the boxes',
    description: 'Lists the boxes.',
    input: z.object({}),
    output: z.object({ names: z.array(z.string()) }),
    permission: 'orchestrator:runs:read',
    effect: 'read',
    examples: [],
    run: async () => ({ names: [...depot.things.values()].map(({ name }) => name) }),
    present: ({ names }) => ({ markdown: `${names.length} boxes.` }),
  });
  const capabilities = [addBox, postParcel, orderCrate, stickLabel, sealBox, shipOrder, listBoxes];
  const registry = createRegistry([{ name: 'depot', title: 'Depot', purpose: 'Keeps boxes.', capabilities }]);
  return { registry, addBox, postParcel, orderCrate, sealBox, shipOrder, listBoxes };
}

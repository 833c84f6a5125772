import express from 'express';
import { z } from 'zod';
import { type Faults, faultRule } from './faults.ts';
import { bring } from './judging/bring.ts';
import type { JudgedProduct } from './judging/product.ts';
import { ControlError, readWanted } from './judging/wanted.ts';
import type { SandboxOrganisation } from './organisations.ts';
import type { SlackDriver } from './slack/drive.ts';
import type { Store } from './store.ts';

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface ControlOptions {
  faults: Faults;
  organisations: readonly SandboxOrganisation[];
  drive: SlackDriver;
  store: Store;
  /** What runs beside the vendors; nothing before it is started. */
  product(): JudgedProduct | undefined;
  /** What each vendor saw changed since the last reset. */
  countEffects(): Counts;
  reset(): Promise<void>;
}

/** Chats are made to show much; only what was told to others there is an effect. */
const effectsInChats = ['announcements'];
const chats = ['slack', 'teams'];

const sumOf = (byVendor: Counts): number =>
  Object.entries(byVendor)
    .flatMap(([vendor, counts]) =>
      Object.entries(counts).filter(([kind]) => !chats.includes(vendor) || effectsInChats.includes(kind)),
    )
    .reduce((total, [, count]) => total + count, 0);

const own = /^(?:https?:\/\/)?(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Only what runs on this machine; no page that somebody happens to look at here. */
const thisMachine: express.RequestHandler = ({ headers: { host = '', origin = host } }, response, next) => {
  if (own.test(host) && own.test(origin)) next();
  else response.status(403).json({ error: 'Only this machine may do this, by 127.0.0.1 or localhost.' });
};

/** Runs that were accepted before the last reset are not counted. */
function createJobs({ store, product }: Pick<ControlOptions, 'store' | 'product'>) {
  const starts = store.collection<{ runs: number }>('control.jobs');
  return {
    count: async (): Promise<number> => ((await product()?.countRuns()) ?? 0) - (starts.get('start')?.runs ?? 0),
    async restart(): Promise<void> {
      starts.put('start', { runs: (await product()?.countRuns()) ?? 0 });
    },
  };
}

/** What judges the product from outside: the effects as the vendors saw them, requests in any state, and faults to inject. Mounted at `/_control`. */
export function controlRouter(options: ControlOptions): express.Router {
  const { faults, organisations, drive, product, countEffects, reset } = options;
  const jobs = createJobs(options);
  const router = express.Router();
  const state = { turn: Promise.resolve<unknown>(undefined) };
  /** One after the other, so that nobody meets the fault that was meant for somebody else. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = state.turn.then(work);
    state.turn = done.catch(() => undefined);
    return done;
  }

  router.use(thisMachine, express.json());
  router.get('/effects', async (_request, response) => {
    const byVendor = countEffects();
    response.json({ effects: sumOf(byVendor), jobs: await jobs.count(), byVendor });
  });
  router.post('/approvals', async (request, response) => {
    const wanted = readWanted(request.body, organisations);
    const running = product();
    if (!running) throw new ControlError(503, 'The product is still being started. Try again in a few seconds.');
    response.status(201).json(await inTurn(() => bring(wanted, { drive, faults, product: running })));
  });
  router.post('/faults', (request, response) => {
    const parsed = faultRule.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: z.prettifyError(parsed.error) });
    faults.add(request.body);
    response.status(201).json(parsed.data);
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  router.post('/reset', async (_request, response) => {
    faults.clear();
    await reset();
    await jobs.restart();
    response.status(204).end();
  });
  router.use(problems);
  return router;
}

const problems: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ControlError) return void response.status(error.status).json({ error: error.message });
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status >= 500) return next(error);
  response.status(status).json({ error: 'Send JSON.' });
};

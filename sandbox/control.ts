import express from 'express';
import { z } from 'zod';
import { type Faults, faultRule } from './faults.ts';

export interface ControlOptions {
  faults: Faults;
  /** What each vendor saw changed since the last reset. */
  countEffects(): Readonly<Record<string, Readonly<Record<string, number>>>>;
  reset(): Promise<void>;
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** What judges the product from outside: the effects as the vendors saw them, and faults to inject. Mounted at `/_control`. */
export function controlRouter({ faults, countEffects, reset }: ControlOptions): express.Router {
  const router = express.Router();
  router.get('/effects', (_request, response) => {
    const byVendor = countEffects();
    response.json({ effects: Object.values(byVendor).reduce((total, counts) => total + sum(counts), 0), byVendor });
  });
  router.post('/faults', express.json(), (request, response) => {
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
    response.status(204).end();
  });
  return router;
}

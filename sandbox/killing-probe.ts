import { noProbe, type Probe } from '../src/core/index.ts';

/** Ends this process with SIGKILL at the n-th time that it reaches a point; given as `effect.after-call:1`. */
export function killingProbe(killAt: string | undefined): Probe {
  if (killAt === undefined) return noProbe;
  const [point, count] = killAt.split(':');
  const left = { times: Number(count) };
  return {
    reached(reached) {
      if (reached !== point) return;
      left.times -= 1;
      if (left.times === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}

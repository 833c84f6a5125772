import type { TrailReader } from '../../../src/core/index.ts';

const notAsked = () => Promise.reject(new Error('this was not to be asked for'));

/** A trail that a test gives what its capability reads of it. */
export const noTrail: TrailReader = {
  read: notAsked,
  verify: notAsked,
  async *records() {
    yield await notAsked();
  },
};

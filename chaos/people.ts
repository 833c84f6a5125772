import { setTimeout } from 'node:timers/promises';
import type { Place, Shown } from './places.ts';
import type { Asked } from './traffic.ts';

export type Standing = 'unseen' | 'open' | 'done' | 'failed' | 'unknown';

/** On the card, and on the message about the request itself. */
const doneWords = /and done\.|asked: .{1,80}\. Done\./;
const failedWords = /This failed\.|could not be made|went wrong/;
const unknownWords = /Nobody can tell whether/;

function standingOf(shown: readonly Shown[]): Standing {
  const words = shown.map((each) => each.words).join('\n');
  if (unknownWords.test(words)) return 'unknown';
  if (doneWords.test(words)) return 'done';
  if (failedWords.test(words)) return 'failed';
  return shown.length > 0 ? 'open' : 'unseen';
}

const pauseMs = 250;
/** Who saw nothing happen presses again. */
const againMs = 3_000;

/** People who look at their chats, and approve what they asked for, twice at once, as impatient people do. */
export interface People {
  standing: ReadonlyMap<string, Standing>;
  /** Stands once in every look. */
  wasUnknown: ReadonlySet<string>;
  watch(asked: readonly Asked[]): void;
  stop(): Promise<void>;
}

export function startPeople(): People {
  const watched: Asked[] = [];
  const standing = new Map<string, Standing>();
  const wasUnknown = new Set<string>();
  const pressedAt = new Map<string, number>();
  const state = { isStopped: false };

  async function approve(mark: string, shown: readonly Shown[]): Promise<void> {
    const press = shown.find((each) => each.approve)?.approve;
    if (!press || Date.now() - (pressedAt.get(mark) ?? 0) < againMs) return;
    pressedAt.set(mark, Date.now());
    await Promise.allSettled([press(), press()]);
  }

  async function lookAt(place: Place, asked: readonly Asked[]): Promise<void> {
    const all = await place.look();
    const turns = asked.map(async ({ mark }) => {
      const shown = all.filter(({ words }) => words.includes(mark));
      const stands = standingOf(shown);
      standing.set(mark, stands);
      if (stands === 'unknown') wasUnknown.add(mark);
      if (stands === 'open') await approve(mark, shown);
    });
    await Promise.all(turns);
  }

  async function live(): Promise<void> {
    while (!state.isStopped) {
      const open = watched.filter(({ mark }) => standing.get(mark) !== 'done');
      const places = new Set(open.map(({ place }) => place));
      // A look that fails is taken again.
      await Promise.allSettled(
        [...places].map((place) =>
          lookAt(
            place,
            open.filter((each) => each.place === place),
          ),
        ),
      );
      await setTimeout(pauseMs);
    }
  }
  const living = live();

  return {
    standing,
    wasUnknown,
    watch: (asked) => void watched.push(...asked),
    async stop() {
      state.isStopped = true;
      await living;
    },
  };
}

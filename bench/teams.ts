import { setTimeout } from 'node:timers/promises';
import { figuresOf, timed } from './measure.ts';
import type { Place } from './place.ts';
import { lineOf, ms, type Result } from './result.ts';

const rounds = 150;
/** What an activity sets going is not part of its answer: it may end before the next one comes. */
const calmMs = 120;
const sent = { count: 0 };

async function sendActivity(url: string, { teams: { activity, token } }: Place): Promise<void> {
  sent.count += 1;
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ ...activity, id: `${Date.now()}${sent.count}` }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  if (response.status !== 200 || text !== '')
    throw new Error(`${url} answered ${response.status} ${text.slice(0, 200)}`);
}

/** A message that is accepted as a run, against a bare adapter that checks the token and commits two rows. */
export async function benchTeams(at: Place): Promise<Result> {
  const series = { ours: [] as number[], floor: [] as number[] };
  for (let round = -20; round < rounds; round++) {
    for (const [name, url] of [
      ['ours', at.teams.url],
      ['floor', at.teams.bare],
    ] as const) {
      await setTimeout(calmMs);
      const taken = await timed(() => sendActivity(url, at));
      if (round >= 0) series[name].push(taken);
    }
  }
  const [ours, floor] = [figuresOf(series.ours), figuresOf(series.floor)];
  const ratio = ours.p50 / floor.p50;
  return {
    title: 'Teams activity, until it is answered',
    lines: [lineOf('Adjutant', ours), lineOf('bare adapter, two rows', floor)],
    bars: [
      { text: `ratio of medians ${ratio.toFixed(2)} (at most 1.5)`, isMet: ratio <= 1.5 },
      { text: `p99 ${ms(ours.p99)} (under 500 ms)`, isMet: ours.p99 < 500 },
    ],
  };
}

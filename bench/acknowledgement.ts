import { setTimeout } from 'node:timers/promises';
import { signSlackRequest } from '../sandbox/slack/index.ts';
import { figuresOf, timed } from './measure.ts';
import type { Place } from './place.ts';
import { lineOf, ms, type Result } from './result.ts';

const rounds = 150;
/** What a command sets going is not part of its acknowledgement: it may end before the next command comes. */
const calmMs = 120;
const sent = { count: 0 };

async function sendCommand(url: string, at: Place): Promise<void> {
  sent.count += 1;
  const trigger = `${Date.now()}.${sent.count}`;
  const who = {
    team_id: at.team,
    channel_id: at.channel,
    user_id: at.user,
    trigger_id: trigger,
    api_app_id: 'A0ADJUTANT',
  };
  const fields = { command: '/adjutant', text: 'identity who-am-i', response_url: 'http://127.0.0.1:9/none', ...who };
  const body = new URLSearchParams(fields).toString();
  const timestamp = Math.floor(Date.now() / 1_000);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signSlackRequest(at.signingSecret, body, timestamp),
  };
  const response = await fetch(url, { method: 'POST', body, headers });
  const text = await response.text();
  if (response.status !== 200 || text !== '')
    throw new Error(`${url} answered ${response.status} ${text.slice(0, 200)}`);
}

/** A command that is accepted as a run, against a bare Bolt application that commits two rows. */
export async function benchAcknowledgement(at: Place): Promise<Result> {
  const series = { ours: [] as number[], floor: [] as number[] };
  for (let round = -20; round < rounds; round++) {
    for (const [name, url] of [
      ['ours', at.slack],
      ['floor', at.bolt],
    ] as const) {
      await setTimeout(calmMs);
      const taken = await timed(() => sendCommand(url, at));
      if (round >= 0) series[name].push(taken);
    }
  }
  const [ours, floor] = [figuresOf(series.ours), figuresOf(series.floor)];
  const ratio = ours.p50 / floor.p50;
  return {
    title: 'Slash command, until it is acknowledged',
    lines: [lineOf('Adjutant', ours), lineOf('bare Bolt, two rows', floor)],
    bars: [
      { text: `ratio of medians ${ratio.toFixed(2)} (at most 1.5)`, isMet: ratio <= 1.5 },
      { text: `p99 ${ms(ours.p99)} (under 500 ms)`, isMet: ours.p99 < 500 },
    ],
  };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personIn } from '../harness/chat.ts';
import { type CollectedSpan, type Collector, startCollector } from '../harness/collector.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { call } from '../http/rest/calling.ts';
import { patchCommand } from './patches.ts';

let collector: Collector;
let world: World;
beforeAll(async () => {
  collector = await startCollector();
  world = await startWorld({
    watchesContracts: false,
    settings: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector-key',
      OTEL_SERVICE_NAME: 'adjutant-test',
      OTEL_BSP_SCHEDULE_DELAY: '20',
    },
  });
});
afterAll(async () => {
  await world.close();
  await collector.close();
});

const named = (name: string, among: readonly CollectedSpan[] = collector.spans) =>
  among.filter((span) => span.name === name);
const runOf = (span: CollectedSpan) => span.attributes['adjutant.run.number'];
/** Names from the span up to the one that nothing is above. */
function roadOf(span: CollectedSpan): string[] {
  const above = collector.spans.find(({ id }) => id === span.parent);
  return above ? [span.name, ...roadOf(above)] : [span.name];
}

describe('a run', () => {
  it('is one trace from the command to what was done, with a person between', async () => {
    const maria = personIn(world, world.aurora, 'Maria');
    await maria.command(patchCommand('Sell coffee', 'coffee'));
    await maria.press(await maria.card('Sell coffee'));
    await maria.sees(/asked: \*Apply a patch\*. Done/);
    const sent = await waitFor('the effect that was sent', () => named('send effect')[0]);
    const { trace } = sent;
    const spansOf = () => collector.spans.filter((span) => span.trace === trace);
    const roadsOf = () => new Set(spansOf().map((span) => roadOf(span).join(' < ')));
    const accepted = 'accept run < POST /slack';
    const expected = [
      accepted,
      `process run < ${accepted}`,
      `graph call < process run < ${accepted}`,
      `invoke < graph call < process run < ${accepted}`,
      `graph wait < process run < ${accepted}`,
      `graph answer < process run < ${accepted}`,
      `gitlab.merge-requests.create < send effect < ${accepted}`,
      `decide effect < ${accepted}`,
      `deliver message < ${accepted}`,
      'ring conversation < POST /slack',
    ];
    await waitFor('all spans', () => expected.every((road) => roadsOf().has(road)));
    const run = spansOf();
    for (const road of roadsOf()) expect(road.endsWith('POST /slack')).toBe(true);
    const number = sent.attributes['adjutant.run.number'];
    expect(number).toBeGreaterThan(0);
    for (const name of ['accept run', 'process run', 'decide effect', 'send effect']) {
      expect([name, ...new Set(named(name, run).map(runOf))]).toEqual([name, number]);
      expect(new Set(named(name, run).map(({ attributes }) => attributes['adjutant.correlation'])).size).toBe(1);
    }
    expect(sent.attributes).toMatchObject({
      'adjutant.capability': 'coding.apply-patch',
      'adjutant.outcome': 'done',
      'messaging.operation.type': 'process',
    });
    expect(run.filter(({ status }) => status !== 0)).toEqual([]);
  });

  it('tells the collector nothing that anybody said, and who nobody was', () => {
    expect(collector.service()).toBe('adjutant-test');
    expect(collector.requests[0]?.headers.authorization).toBe('Bearer collector-key');
    const all = collector.requests.map(({ body }) => body).join('\n');
    const secrets = [
      'coffee',
      'README',
      'Maria',
      'U0AURMARIA',
      'aurora',
      'glpat-',
      'xoxb-',
      'collector-key',
      world.signingSecret,
    ];
    for (const secret of secrets) expect(all).not.toContain(secret);
  });
});

describe('a caller over REST', () => {
  const trace = 'abcdefabcdefabcdefabcdefabcdef01';
  const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, prefer: 'wait=30' };

  it('that is known has its run in its own trace', async () => {
    const fields = { goal: 'Design: 3d\nBuild: 5d after Design' };
    const { status } = await call(world, '/v1/planning/make-plan', fields, { headers });
    expect(status).toBe(200);
    await waitFor('the request', () => named('POST /v1')[0]);
    const turn = await waitFor('the run', () => named('process run').find((span) => span.trace === trace));
    expect(roadOf(turn)).toEqual(['process run', 'accept run', 'POST /v1']);
    expect(named('POST /v1')[0]).toMatchObject({ parent: '00f067aa0ba902b7', kind: 2 });
  });

  it.each([
    ['is unknown', { token: 'adj_wrong', headers }, 401],
    ['sends something else', { headers: { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` } }, 200],
  ])('that %s is in no trace of its wish', async (_who, options, status) => {
    expect((await call(world, '/v1/identity/who-am-i', {}, options)).status).toBe(status);
    if (status === 200) await waitFor('the request', () => named('POST /v1').length >= 2);
    expect(named('POST /v1').filter((span) => span.trace === trace)).toHaveLength(1);
    expect(collector.spans.some((span) => /^0+$/.test(span.trace))).toBe(false);
  });
});

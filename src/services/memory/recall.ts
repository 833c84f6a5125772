import {
  type Address,
  callName,
  type Earlier,
  type Outcome,
  type Principal,
  type Registry,
  type Remembered,
  refersBack,
} from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Run, RunRequest } from '../runs/run.ts';

/** More answers than that are no talk that anybody has in mind. */
const runsAtMost = 10;

/** What tells a thread: its conversation, and where its first message stands when that is one of ours. */
export interface ThreadPlace {
  conversationKey: string;
  channel: string | undefined;
  root: string | undefined;
  /** What is older is no talk of now; without it the whole thread is. */
  withinMinutes?: number;
}

interface Row {
  request: RunRequest;
  outcome: Outcome | null;
  steps: { step: string; outcome: Outcome }[] | null;
}

function outputsOf({ request, outcome, steps }: Row, registry: Registry): Earlier[] {
  const known = new Map((steps ?? []).map((each) => [each.step, each.outcome]));
  return request.calls.flatMap(({ capability: name }, index) => {
    const capability = registry.find(name);
    const came = known.get(callName(index));
    const settled = came?.kind === 'done' ? came : request.calls.length === 1 ? outcome : undefined;
    return capability && settled?.kind === 'done'
      ? [{ capability, output: settled.output as Record<string, unknown> }]
      : [];
  });
}

/**
 * What was answered in a thread before, oldest first: to the asker, or to others about projects that are the asker's, too. It names
 * what a request is about, and orders nothing.
 */
export async function recallThread(
  tx: Tx,
  principal: Principal,
  { conversationKey, channel, root, withinMinutes }: ThreadPlace,
  registry: Registry,
): Promise<readonly Earlier[]> {
  const rows = await tx.query<Row>(
    `select r.request, r.outcome, (select json_agg(json_build_object('step', s.step, 'outcome', s.outcome))
                                   from steps s where s.run_id = r.id) as steps
     from runs r
     where (r.conversation_id = (select c.id from conversations c where c.key = $1)
            or r.id in (select m.run_id from messages m where m.key like 'run:%:root' and m.posted->>'ts' = $2
                        and m.posted->>'channel' = $3))
       and touches_only(r.request, $4)
       and ($5::integer is null or r.created_at > now() - $5::integer * interval '1 minute')
     order by r.number desc limit ${runsAtMost}`,
    [conversationKey, root ?? '', channel ?? '', [...principal.projects], withinMinutes ?? null],
  );
  return rows.reverse().flatMap((row) => outputsOf(row, registry));
}

/** Where words were said, as a run keeps it. */
interface Spot {
  conversationKey: string;
  address: Address | undefined;
  words: string;
}

/** Nobody goes on in it with what is older. */
const talkMinutes = 30;

/** In Slack each talk is a thread; in Teams one stands behind its channel, and a chat goes on for ever. */
const isThread = ({ to }: Address): boolean => to.thread !== undefined || /;messageid=/.test(to.conversation ?? '');

/** What the place is about in which something is asked. In a chat without threads only words that refer to it go on with it. */
export async function recallFor(
  tx: Tx,
  principal: Principal,
  { conversationKey, address, words }: Spot,
  registry: Registry,
): Promise<readonly Earlier[]> {
  if (!address || (!isThread(address) && !refersBack(words))) return [];
  const { channel, thread: root } = address.to;
  const place = { conversationKey, channel, root, ...(isThread(address) ? {} : { withinMinutes: talkMinutes }) };
  return recallThread(tx, principal, place, registry);
}

/** The same for a run that is worked on: what was answered before, and what its own calls came to. */
export async function recallForRun(
  tx: Tx,
  principal: Principal,
  run: Run,
  registry: Registry,
): Promise<readonly Earlier[]> {
  const [row] = await tx.query<{ key: string }>('select key from conversations where id = $1', [run.conversation]);
  if (!row) return [];
  const words = run.request.ask?.words ?? '';
  return recallFor(tx, principal, { conversationKey: row.key, address: run.address, words }, registry);
}

/** Whether something was done or answered for somebody in a thread, or the thread began with a message of a run. */
export async function isOurThread(
  tx: Tx,
  { conversationKey, channel, root }: Pick<ThreadPlace, 'conversationKey' | 'channel' | 'root'>,
): Promise<boolean> {
  const [row] = await tx.query<{ is_ours: boolean }>(
    `select exists (select 1 from conversations where key = $1)
         or exists (select 1 from messages m where m.key like 'run:%:root' and m.posted->>'ts' = $2 and m.posted->>'channel' = $3)
       as is_ours`,
    [conversationKey, root ?? '', channel ?? ''],
  );
  return row?.is_ours ?? false;
}

const wordsAtMost = 5;

/**
 * What the asker said before in the conversation of a run, oldest first: for a model, to which it is data. Their own words only, and
 * as they were kept, so that every try of the run is told the same.
 */
export async function recallWords(tx: Tx, { conversation, number, person }: Run): Promise<readonly Remembered[]> {
  const rows = await tx.query<{ words: string }>(
    `select request->>'words' as words from runs
     where conversation_id = $1 and number < $2 and person_id = $3 and request->>'words' is not null
     order by number desc limit ${wordsAtMost}`,
    [conversation, number, person],
  );
  return rows.reverse().map(({ words }) => ({ by: 'asker', text: words }));
}

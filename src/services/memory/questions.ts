import type { Principal } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

/** How long an answer is waited for. */
export const answerWithinMinutes = 30;
/** A question that nobody answered in time is remembered for so long, so that a late answer is told of it. */
const rememberedMinutes = 60;

/** What somebody was asked back: the field that is missing, and what the request said so far. */
export interface Question {
  capability: string;
  field: string;
  raw: Readonly<Record<string, unknown>>;
  /** What was typed so far, the request and each answer. */
  words: string;
}

export interface AskedQuestion extends Question {
  /** The event that brought it to where it stands. */
  event: string;
  state: 'open' | 'answered' | 'dropped';
  /** Its time is over. */
  isLapsed: boolean;
}

/** Who was asked, and where: only they answer, and only there. */
interface QuestionPlace {
  principal: Pick<Principal, 'person'>;
  place: string;
}

interface Row {
  question: Question;
  event: string;
  state: AskedQuestion['state'];
  is_lapsed: boolean;
}

/** What somebody was asked last in a place, answered or not. */
export async function findQuestion(tx: Tx, { principal, place }: QuestionPlace): Promise<AskedQuestion | undefined> {
  const [row] = await tx.query<Row>(
    `select question, event, state, expires_at <= now() as is_lapsed from open_questions
     where person_id = $1 and place = $2 and expires_at > now() - $3::integer * interval '1 minute'`,
    [principal.person, place, rememberedMinutes],
  );
  return row && { ...row.question, event: row.event, state: row.state, isLapsed: row.is_lapsed };
}

/** Asks it there, instead of whatever was asked before. */
export async function askQuestion(
  tx: Tx,
  { principal, place }: QuestionPlace,
  { question, event }: { question: Question; event: string },
): Promise<void> {
  await tx.query("delete from open_questions where expires_at < now() - $1::integer * interval '1 minute'", [
    rememberedMinutes,
  ]);
  await tx.query(
    `insert into open_questions as q (tenant_id, person_id, place, question, event, state, expires_at)
     values ($1, $2, $3, $4, $5, 'open', now() + $6::integer * interval '1 minute')
     on conflict (tenant_id, person_id, place) do update
       set question = excluded.question, event = excluded.event, state = 'open', expires_at = excluded.expires_at`,
    [tx.tenant, principal.person, place, JSON.stringify(question), event, answerWithinMinutes],
  );
}

/** Takes the question away with one update, and what was understood with it. False when another event was first. */
export async function settleQuestion(
  tx: Tx,
  { principal, place }: QuestionPlace,
  { asked, event, state }: { asked: string; event: string; state: 'answered' | 'dropped' },
): Promise<boolean> {
  const rows = await tx.query(
    `update open_questions set state = $5, event = $4,
       question = json_build_object('capability', question->>'capability', 'field', question->>'field', 'raw', '{}'::json, 'words', '')
     where person_id = $1 and place = $2 and event = $3 and state = 'open' and expires_at > now() returning 1`,
    [principal.person, place, asked, event, state],
  );
  return rows.length > 0;
}

/** The same was asked for in another way, such as by the form: nothing is asked any more. */
export async function closeQuestion(
  tx: Tx,
  { principal, place }: QuestionPlace,
  capabilities: readonly string[],
): Promise<void> {
  await tx.query(
    "delete from open_questions where person_id = $1 and place = $2 and state = 'open' and question->>'capability' = any ($3)",
    [principal.person, place, capabilities],
  );
}

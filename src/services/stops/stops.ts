import { escapeMarkdown, type Verdict } from '../../core/index.ts';
import type { Sql, Tx } from '../../platform/database.ts';

/** A kill switch that is pulled. */
export interface Stop {
  id: string;
  /** Whose it is: everybody's here, or one organisation's. */
  of: 'installation' | 'organisation';
  by: string;
  reason: string;
  at: Date;
}

interface Row {
  id: string;
  of: Stop['of'];
  pulled_by: string;
  reason: string;
  pulled_at: Date;
}

const present: Sql = {
  name: 'present-stop',
  text: `select id, 'installation' as of, pulled_by, reason, pulled_at from installation_stops where lifted_at is null
    union all
    select s.id, 'organisation', p.name, s.reason, s.pulled_at from stops s join people p on p.id = s.pulled_by where s.lifted_at is null
    order by of limit 1`,
};
const share: Sql = { name: 'share-switches', text: 'select share_switches()' };

/** The switch that is pulled just now; that of the installation comes first. */
export async function presentStop(tx: Tx): Promise<Stop | undefined> {
  const [row] = await tx.query<Row & Record<string, unknown>>(present);
  return row && { id: row.id, of: row.of, by: row.pulled_by, reason: row.reason, at: row.pulled_at };
}

/** Until this transaction ends, nobody pulls or lifts a switch: what it reads of them holds. Waits for who is at it. */
export const shareSwitches = (tx: Tx): Promise<unknown> => tx.query(share);

const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Who pulled it, when and why. */
export const stopWords = ({ of, by, at, reason }: Stop, quote: (text: string) => string = escapeMarkdown): string =>
  `${of === 'installation' ? `The operator (${quote(by)})` : quote(by)} pulled the kill switch of ${of === 'installation' ? 'this installation' : 'your organisation'} on ${moment(at)}: “${quote(reason)}”.`;

/** What ends a request, and changes nothing outside. */
const endingOnly: readonly Verdict[] = ['reject', 'withdraw', 'drop'];
export const isPossibleUnderStop = (verdict: Verdict): boolean => endingOnly.includes(verdict);

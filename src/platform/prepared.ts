/** A statement's text. With a name, Postgres reads and plans it once for each connection: for what many wait for. */
export type Sql = string | { name: string; text: string };

/** What is asked so often gets a name: before that, what it saves is less than what the plan needs of memory. */
const often = 32;
/** Each connection keeps the plan of each; texts that code puts together could be without end. */
const maxNamed = 150;
const maxCounted = 2_000;

/** Names statements by how often they are asked. */
export function createNaming(): (sql: Sql) => { text: string; name?: string } {
  const uses = new Map<string, number>();
  const names = new Map<string, string>();
  return (sql) => {
    if (typeof sql !== 'string') return sql;
    const name = names.get(sql);
    if (name !== undefined) return { text: sql, name };
    if (names.size >= maxNamed) return { text: sql };
    const count = (uses.get(sql) ?? 0) + 1;
    if (uses.size < maxCounted || uses.has(sql)) uses.set(sql, count);
    if (count >= often) {
      names.set(sql, `often-${names.size + 1}`);
      uses.delete(sql);
    }
    return { text: sql };
  };
}

/** The plan that a connection keeps is of a table that looks different now, or it has lost it: the connection is of no use for it. */
export const isStalePlan = (code: string | undefined): boolean => code === '0A000' || code === '26000';

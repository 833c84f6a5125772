import type { ListedTask } from './list-lines.ts';

const behind =
  /^(.+?)\s+(?:nach|après|después de(?:l)?|dopo|depois de|na|после)\s+(?:(?:dem|der|den|la|le|el|il|lo)\s+)?(.+)$/isu;
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** `Bau 5 Tage nach Entwurf`: only where there is such a task, as these words stand in names, too. */
export const withForeignLinks = (lines: readonly ListedTask[]): ListedTask[] =>
  lines.map((line) => {
    const [, name = '', task = ''] = behind.exec(line.name) ?? [];
    const isLink = task !== '' && lines.some((other) => other !== line && isSame(other.name, task));
    const link = { task, kind: 'finish-to-start', lagDays: 0, mayBeOwner: false } as const;
    return isLink ? { ...line, name, after: [...line.after, link] } : line;
  });

import type { Named } from './named.ts';
import { isInside, type Span } from './reading.ts';
import { splitHanName } from './vocabulary.ts';

const hanPerson =
  /(?:姓名|联系人|我是|我叫|名叫|叫|认识了?|见到了?|见了|遇到了?|拜访了?|的|和|与|^|[，,。：:\s])(\p{Script=Han}{2,4}?)(?=先生|女士|小姐|老师|博士|总(?!\p{Script=Han}司)|经理|总监|采购|主管|工程师|様|さん|氏|[，,。;；\s(（]|$)/gu;
const hanAddress = /^(?:先生|女士|小姐|老师|博士|経理|经理|様|さん|氏)/u;

/** Names in Han script bear a known family name, or a form of address behind them. */
export function byHan(text: string, taken: readonly Span[]): Named | undefined {
  for (const match of text.matchAll(hanPerson)) {
    const name = match[1] ?? '';
    const start = match.index + match[0].length - name.length;
    const span = { start, end: start + name.length };
    const isAddressed = hanAddress.test(text.slice(span.end, span.end + 4));
    const isKnown = name.length <= 3 && splitHanName(name) !== undefined;
    if (isInside(span, taken) || !(isAddressed || isKnown)) continue;
    const why = isAddressed ? 'stands before a form of address' : 'begins with a family name';
    return { ...span, name, sure: isAddressed ? 'high' : 'medium', why };
  }
  return undefined;
}

/** Korean names: one syllable for the family, before a form of address. */
export function byHangul(text: string): Named | undefined {
  const match = /([가-힣]{3,4}) ?(?:님|씨|대표|과장|부장|팀장)/u.exec(text);
  const name = match?.[1];
  if (!match || !name) return undefined;
  const shown = `${name.charAt(0)}, ${name.slice(1)}`;
  const why = 'stands before a form of address';
  return { name: shown, start: match.index, end: match.index + name.length, sure: 'high', why };
}

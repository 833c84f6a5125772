import { AppError, isAppError, type RiskResponse, riskResponses } from '../../core/index.ts';
import { readDue } from './due-words.ts';
import { levelNames, levelOfPercent } from './scale.ts';

/** What is said of a risk beside the worry itself. */
export interface WorryFields {
  probability?: number;
  impact?: number;
  owner?: string;
  response?: RiskResponse;
  mitigation?: string;
  trigger?: string;
  due?: string;
  residual?: number;
}

const names =
  'probability|prob|likelihood|chance|impact|owner|response|strategy|mitigation|trigger|watch for|due date|due|residual score|residual';
const joints = '(?:and\\s+|with\\s+)?(?:an?\\s+)?';
/** Where a field begins behind a comma or a bracket. */
const border = new RegExp(`\\s*[,;(]\\s*(?=${joints}(?:${names})\\b)`, 'i');
const piece = new RegExp(`^${joints}(${names})\\b\\s*(?:(?:is|of|by|on)\\b|[:=])?\\s*([^\\s].*?)[\\s).]*$`, 'is');
const levels: readonly string[] = levelNames;
const anyLevel = levels.toReversed().join('|');
/** In the middle of a sentence, too: “… with high impact”, “… probability 4”, “… 30 % likely”. */
const figures: readonly (readonly [RegExp, 'probability' | 'impact'])[] = [
  [
    new RegExp(
      `[\\s,(]*\\b(?:with )?(?:an? )?(?:prob|probability|likelihood) ?(?:is|of|=|:)? ?(\\d{1,3} ?%|\\d+|${anyLevel})(?![\\w])\\)?`,
      'i',
    ),
    'probability',
  ],
  [
    /[\s,(]*\b(?:with )?(?:an? )?(\d{1,3} ?(?:%|percent)) ?(?:likely|probable|probability|likelihood|chance)\b\)?/i,
    'probability',
  ],
  [new RegExp(`[\\s,(]*\\b(?:with )?(?:an? )?(${anyLevel}) (?:probability|likelihood)\\b\\)?`, 'i'), 'probability'],
  [new RegExp(`[\\s,(]*\\b(?:with )?(?:an? )?impact ?(?:is|of|=|:)? ?(\\d+|${anyLevel})(?![\\w])\\)?`, 'i'), 'impact'],
  [new RegExp(`[\\s,(]*\\b(?:with )?(?:an? )?(${anyLevel}) impact\\b\\)?`, 'i'), 'impact'],
];
const ownerInside = /[\s,(]*\bowner\s*(?:is|=|:)?\s+([\p{Lu}][\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){0,2})\)?/u;

const refuse = (field: string, fault: string): AppError =>
  new AppError('input.invalid', `The ${field} ${fault}.`, { fields: { words: `${field} ${fault}` } });

/** `4`, `very high`, `30 %`; undefined for other words. */
function levelIn(field: 'probability' | 'impact', text: string): number | undefined {
  const value = text.toLowerCase().trim();
  const percent = /^(\d{1,3}) ?(?:%|percent)$/.exec(value)?.[1];
  if (percent !== undefined && field === 'probability' && Number(percent) <= 100)
    return levelOfPercent(Number(percent));
  const level = levels.indexOf(value) + 1 || Number(value);
  if (level >= 1 && level <= 5 && Number.isInteger(level)) return level;
  if (!/^\d/.test(value)) return undefined;
  throw refuse(field, 'is from 1 (very low) to 5 (very high), or a percentage of likelihood');
}

function dueIn(text: string, now: Date): string | undefined {
  try {
    return readDue(text, now);
  } catch (error) {
    // “Due to rain” names no day; one that is over does.
    if (isAppError(error) && /\d/.test(text)) throw error;
    return undefined;
  }
}

function residualIn(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  if (Number(text) >= 1 && Number(text) <= 25) return Number(text);
  throw refuse('residual score', 'is from 1 to 25');
}

const responseIn = (text: string): RiskResponse | undefined =>
  riskResponses.find((response) => new RegExp(`^${response}(?:d|ed|red)?$`, 'i').test(text));

const maxOwnerWords = 4;
const ownerIn = (text: string): string | undefined => (text.split(/\s+/).length <= maxOwnerWords ? text : undefined);

/** One field with its value; undefined when the words say something else. */
function fieldIn(text: string, now: Date): WorryFields | undefined {
  const [, name = '', value = ''] = piece.exec(text) ?? [];
  const one = (fields: { [K in keyof WorryFields]: WorryFields[K] | undefined }): WorryFields | undefined =>
    Object.values(fields).some((each) => each === undefined) ? undefined : (fields as WorryFields);
  switch (name.toLowerCase()) {
    case '':
      return undefined;
    case 'impact':
      return one({ impact: levelIn('impact', value) });
    case 'owner':
      return one({ owner: ownerIn(value) });
    case 'mitigation':
      return { mitigation: value };
    case 'trigger':
    case 'watch for':
      return { trigger: value };
    case 'response':
    case 'strategy':
      return one({ response: responseIn(value) });
    case 'due':
    case 'due date':
      return one({ due: dueIn(value, now) });
    case 'residual':
    case 'residual score':
      return one({ residual: residualIn(value) });
    default:
      return one({ probability: levelIn('probability', value) });
  }
}

/** A sentence that is one field and no worry: `Mitigation: sign early`. */
export function isField(sentence: string, now: Date): boolean {
  const isNamed = new RegExp(`^(?:${names})\\s*[:=]`, 'i').test(sentence);
  const first = sentence.split(border)[0] ?? sentence;
  if (!piece.test(first)) return false;
  if (isNamed) return true;
  const found = fieldIn(first, now);
  return (
    found !== undefined && found.mitigation === undefined && found.trigger === undefined && found.owner === undefined
  );
}

/** Takes figures, owner, response, day and texts off a worry; what does not fit a field stays a part of it. */
export function takeFields(sentence: string, now: Date): { worry: string; fields: WorryFields } {
  const [first = '', ...pieces] = sentence.split(border);
  let worry = first;
  let fields: WorryFields = {};
  for (const text of pieces) {
    const found = fieldIn(text, now);
    if (found) fields = { ...fields, ...found };
    else worry += `, ${text}`;
  }
  for (const [pattern, field] of figures) {
    const value = pattern.exec(worry)?.[1];
    const level = value === undefined ? undefined : levelIn(field, value);
    if (level === undefined) continue;
    fields = { [field]: level, ...fields };
    worry = worry.replace(pattern, '');
  }
  const owner = ownerInside.exec(worry)?.[1];
  if (owner === undefined) return { worry: worry.trim(), fields };
  return { worry: worry.replace(ownerInside, '').trim(), fields: { owner, ...fields } };
}

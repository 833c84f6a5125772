import { z } from 'zod';
import { AppError, defineCapability, type RiskChange, riskResponses, riskStates } from '../../core/index.ts';
import { readChange } from './change-words.ts';
import { entry, inFull, lineBreak, toEntry } from './register.ts';

const outOfRange = 'is from 1 (very low) to 5 (very high)';
const level = (what: string) =>
  z
    .number(outOfRange)
    .int(outOfRange)
    .min(0, outOfRange)
    .max(5, outOfRange)
    .default(0)
    .describe(`${what}, 1 (very low) to 5 (very high); 0 leaves it`);
const text = (maxLength: number, what: string) => z.string().trim().max(maxLength).default('').describe(what);

const input = z.object({
  number: z
    .number('is the number of a risk, for example 3')
    .int()
    .min(1)
    .describe('The number of the risk, for example 3'),
  probability: level('How likely it is'),
  impact: level('How bad it would be'),
  owner: text(100, 'Who watches it; “nobody” takes the name away, empty leaves it'),
  response: z
    .enum(['leave', ...riskResponses])
    .default('leave')
    .describe('What is done about it in one word'),
  mitigation: text(1_000, 'What is done about it; empty leaves it').meta({ lines: true }),
  state: z
    .enum(['leave', ...riskStates])
    .default('leave')
    .describe('How it stands now'),
});

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Only what was said. `me` is who says it. */
function changeOf(
  { probability, impact, owner, response, mitigation, state }: z.output<typeof input>,
  me: string,
): RiskChange {
  const named = isSame(owner, 'me') ? me : isSame(owner, 'nobody') ? '' : owner;
  return {
    ...(probability > 0 ? { probability } : {}),
    ...(impact > 0 ? { impact } : {}),
    ...(owner === '' ? {} : { owner: named }),
    ...(response === 'leave' ? {} : { response }),
    ...(mitigation === '' ? {} : { mitigation }),
    ...(state === 'leave' ? {} : { state }),
  };
}

const output = z.object({
  project: z.string().describe('Full path'),
  changed: z.array(z.string()).describe('Which fields were changed'),
  risks: z.array(entry).describe('The risk as it is now'),
});

export const capability = defineCapability({
  name: 'risk.update-risk',
  title: 'Change a risk',
  description:
    'Changes how likely or bad a risk is, who watches it, what is done about it or how it stands. Use it when you know better than the assessment, or when a risk is over.',
  input,
  output,
  permission: 'risk:registers:change',
  effect: 'write',
  examples: [
    { says: '3 probability 4 owner Ana', input: { number: 3, probability: 4, owner: 'Ana' } },
    { says: 'risk 5 is closed', input: { number: 5, state: 'closed' } },
  ],
  fromWords: (words) => ({ ...readChange(words) }),
  async compute(input, { risks, principal }) {
    const { number } = input;
    const fields = changeOf(input, principal.name);
    if (Object.keys(fields).length === 0) {
      throw new AppError(
        'input.invalid',
        `Nothing was said to change of risk ${number}. Say for example: risk update-risk ${number} probability 4 owner Ana, or … state=closed.`,
      );
    }
    const risk = await risks.find(number);
    if (risk) return { number, fields, before: risk };
    throw new AppError(
      'input.invalid',
      `There is no risk ${number} in your projects. Say “risk register” to see those that there are.`,
      { fields: { number: 'is no risk of your projects' } },
    );
  },
  async store({ number, fields, before }, { risks }) {
    const after = await risks.update(number, fields);
    const names = Object.keys(fields) as (keyof RiskChange)[];
    return {
      project: after.project,
      changed: names.filter((name) => before[name] !== after[name]),
      risks: [toEntry(after)],
    };
  },
  present({ changed, risks }) {
    const what = changed.length === 0 ? 'It was so already.' : `Changed: ${changed.join(', ')}.`;
    return {
      markdown: [what, ...risks.map((risk) => `${inFull(risk)}${lineBreak}*State:* ${risk.state}`)].join('\n\n'),
    };
  },
});

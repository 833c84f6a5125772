import { escapeMarkdown, otherPlansWords } from '../../core/index.ts';
import type { AssessmentOutput, Verdict } from './assessment.ts';
import { areOfSeveralPlans, inFull, inShort } from './entry-text.ts';
import { plural } from './facts.ts';

const shownInFull = 3;
const shownInShort = 7;
const namedOver = 5;

function countsOf({ found, changed, same, gone }: AssessmentOutput): string {
  const counts = [
    [found, 'new'],
    [changed, 'changed'],
    [same, 'as before'],
    [gone, 'closed'],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

function headline(answer: AssessmentOutput): string {
  const { project, plan, planTitle, otherPlans, risks } = answer;
  const source =
    plan === 0 ? '' : ` Looked at plan ${plan}, “${escapeMarkdown(planTitle)}”${otherPlansWords(otherPlans)}`;
  const open = risks.length === 0 ? 'No open risks' : plural(risks.length, 'open risk');
  const counts = countsOf(answer);
  return `**${open}** in ${escapeMarkdown(project)}${counts === '' ? '' : `: ${counts}`}.${source}`;
}

/** Those that are over for the same reason share its sentence. */
function over(what: string, verdicts: readonly Verdict[]): string[] {
  const byWhy = Map.groupBy(verdicts, ({ why }) => why);
  return [...byWhy].map(([why, all]) => {
    const names = all.slice(0, namedOver).map(({ number, title }) => `${number} ${escapeMarkdown(title)}`);
    const more = all.length > namedOver ? `; and ${all.length - namedOver} more` : '';
    return `*${what}:* ${names.join('; ')}${more}. ${escapeMarkdown(why)}`;
  });
}

function keptWords(kept: readonly Verdict[]): string[] {
  const [first] = kept;
  if (!first) return [];
  return [
    ...over('Still open, as people said or changed it', kept),
    `Close what is over: “risk ${first.number} is closed”.`,
  ];
}

/** New ones first, some in full and some in short, and what became of the others. */
export function assessmentWords(answer: AssessmentOutput): string {
  const { risks, closed, kept, notes } = answer;
  const withPlan = areOfSeveralPlans(risks);
  const shown = (risk: (typeof risks)[number]) => ({ withPlan, ...(risk.news === 'same' ? {} : { mark: risk.news }) });
  const short = risks.slice(shownInFull, shownInFull + shownInShort);
  const left = risks.length - shownInFull - short.length;
  const [first] = risks;
  return [
    headline(answer),
    ...notes.map(escapeMarkdown),
    ...risks.slice(0, shownInFull).map((risk) => inFull(risk, shown(risk))),
    ...(short.length > 0 ? [short.map((risk) => inShort(risk, shown(risk))).join('\n')] : []),
    ...(left > 0 ? [`${left} more: say “risk register”.`] : []),
    ...over('Closed', closed),
    ...keptWords(kept),
    ...(first ? [`To change one, say for example “risk ${first.number} probability 4, owner Ana”.`] : []),
  ].join('\n\n');
}

import type { DraftTask } from '../plan/schedule.ts';
import { isEnding } from './event-words.ts';
import type { Package } from './goal-packages.ts';
import { behind, lengthOf } from './package-tasks.ts';

/** The steps that a goal names, and what it says ahead of them. */
export interface Steps {
  /** Empty where it begins with its first step. */
  title: string;
  packages: readonly Package[];
}

const work =
  /^(?:add|advertise|apply|archive|back up|bake|clear|cook|decorate|delete|explain|file|load|market|monitor|pay|perform|promote|raise|rehearse|remove|replace|restore|roll out|schedule|serve|study|transfer|agree|analy[sz]e|announce|arrange|ask|assemble|book|brief|build|buy|call|check|choose|clean|collect|compare|configure|contact|create|cut|decide|define|deliver|deploy|design|develop|discuss|document|draft|draw|edit|evaluate|find|finish|fix|gather|get|hire|implement|inform|install|interview|invite|launch|make|measure|meet|mend|migrate|move|negotiate|open|order|organi[sz]e|pack|paint|plan|prepare|present|print|produce|publish|record|refactor|register|rehearse|release|rent|repair|research|review|run|select|sell|send|set ?up|ship|sign|sketch|submit|survey|switch|talk|test|train|translate|unpack|update|upgrade|validate|visit|write)(?![\p{L}])/iu;
const nameless = /^(?:tasks?|steps|plan|to ?dos?|work|schritte|aufgaben|pasos|étapes)$/i;
/** Says only when or that it should be there. */
const isWish =
  /^(?:it|this|all|all of it|everything|that|the .{1,30}?) (?:should|must|has to|needs to|will|shall) (?:be )?(?:all )?(?:done|ready|live|finished|there|online|complete[d]?|open)$/i;

const isTold = ({ owner, estimate }: Package): boolean => owner !== '' || estimate !== undefined;

/** A first sentence that says nothing of what all others say is what they are for. */
function headed(packages: readonly Package[], hasEnd: boolean): Steps {
  const [first, second, ...others] = packages;
  const isHead =
    first !== undefined &&
    second?.isSentence === true &&
    second.order !== 'then' &&
    first.order === '' &&
    !isTold(first) &&
    ((hasEnd && isEnding(first.name) && others.length > 0) ||
      [second, ...others].every((each) => isTold(each) || each.order !== ''));
  return isHead
    ? { title: nameless.test(first.name) ? '' : first.name, packages: packages.slice(1) }
    : { title: '', packages };
}

/** The steps of a goal that names them; undefined for a goal that only says what is wanted. `isUsual`: there is a template for it; `hasEnd`: something happens on a day. */
export function stepsIn(
  all: readonly Package[],
  { isUsual, hasEnd }: { isUsual: boolean; hasEnd: boolean },
): Steps | undefined {
  const steps = headed(
    all.filter(({ name }) => !isWish.test(name)),
    hasEnd,
  );
  const { packages } = steps;
  const isSaid = (each: Package, index: number): boolean =>
    isTold(each) || each.order !== '' || packages[index + 1]?.order === 'then';
  const said = packages.filter(isSaid).length;
  const isOrdered = packages.some(({ order }) => order !== '');
  const told = packages.filter(isTold).length;
  if (packages.length < 2) return undefined;
  if (
    packages.filter(({ isSentence }) => isSentence).length > (steps.title === '' ? 2 : 1) &&
    packages.every(({ name }) => work.test(name))
  )
    return steps;
  const isNearlyAll = said >= packages.length - 1 && (told > 1 || isOrdered);
  // Of a usual project more is known than “launch the shop, then sell things” says.
  const isEnough = !isUsual || told > 1 || (isOrdered && packages.length > 2);
  // “Launch the website, design by Ana” adds to what is wanted.
  const isAside = isUsual && packages[0]?.order === '' && !isTold(packages[0]) && packages[1]?.order !== 'then';
  return isNearlyAll && isEnough && !isAside ? steps : undefined;
}

const wordsIn = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []).map((word) => word.slice(0, 5));

/** The step that the words behind “after” mean: by its whole name, else by a word of it. */
function stepCalled(words: string, packages: readonly Package[], own: number): number {
  const exact = packages.findIndex(({ name }) => name.toLowerCase() === words.toLowerCase());
  if (exact >= 0) return exact;
  const wanted = new Set(wordsIn(words));
  return packages.findIndex(({ name }, index) => index !== own && wordsIn(name).some((word) => wanted.has(word)));
}

/** Each step behind the one before, those that are said to go on at once side by side, and none in a circle. */
export function stepTasks({ packages }: Steps, factor: number, endsOn: string): DraftTask[] {
  let before: string[] = [];
  let group: string[] = [];
  return packages.map((step, index) => {
    const code = String(index + 1);
    if (step.beside !== 'yes' && group.length > 0) [before, group] = [group, []];
    group.push(code);
    const named =
      step.after === '' ? [] : step.after.split(/\s+and\s+|,\s*/).map((each) => stepCalled(each, packages, index));
    const isFound = named.length > 0 && named.every((place) => place >= 0 && place < index);
    const isLast = index === packages.length - 1;
    const isMilestone = isLast && !step.estimate && isEnding(step.name);
    const { name, owner, estimate } = step;
    return {
      code,
      name: !isFound && step.after !== '' ? `${name} after ${step.after}` : name,
      phase: '',
      ...(isMilestone ? { days: 0, optimisticDays: 0, pessimisticDays: 0 } : lengthOf(estimate, factor)),
      after: behind(isFound ? named.map((place) => String(place + 1)) : before),
      owner,
      isMilestone,
      notBefore: isMilestone ? endsOn : '',
    };
  });
}

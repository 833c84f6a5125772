import type { Plan } from '../../../core/index.ts';
import { readable, workDaysOf } from '../days.ts';
import { listed, ownerOf, plural, type Rule } from '../facts.ts';
import { weightOf } from '../weight.ts';

/** The days around the turn of the year when few people are at work, and August. */
const seasons = [
  { name: 'the turn of the year', from: '12-21', to: '12-31' },
  { name: 'the first days of January', from: '01-01', to: '01-03' },
  { name: 'August', from: '08-01', to: '08-31' },
];

/** The seasons of all years of a plan; where it has no working day in one, nothing is planned over it. */
function seasonsOf({ start, finish, holidays }: Plan) {
  const [first, last] = [Number(start.slice(0, 4)), Number(finish.slice(0, 4))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    .flatMap((year) =>
      seasons.map(({ name, from, to }) => ({ name, start: `${year}-${from}`, finish: `${year}-${to}` })),
    )
    .map((season) => ({ ...season, days: workDaysOf(season.start, season.finish, holidays) }))
    .filter(({ days }) => days > 0);
}

const holidayWork: Rule = (facts) => {
  const { plan, tasks } = facts;
  const hit = seasonsOf(plan)
    .map((span) => ({
      span,
      during: tasks.filter(({ start, finish }) => start <= span.finish && finish >= span.start),
    }))
    .filter(({ during }) => during.length > 0)
    .sort((one, other) => other.during.length - one.during.length)[0];
  if (!hit) return [];
  const { span, during } = hit;
  const isEnd = plan.finish >= span.start && plan.finish <= span.finish;
  return [
    {
      key: 'holidays',
      title: isEnd ? `The end falls into ${span.name}` : `Work is planned over ${span.name}`,
      category: 'Schedule',
      reason: `Between ${readable(span.start)} and ${readable(span.finish)} (${plural(span.days, 'working day')}): ${listed(during)}.${weightOf(during, facts)}`,
      probability: isEnd ? 4 : 3,
      impact: during.some(({ isCritical }) => isCritical) ? 4 : 2,
      owner: ownerOf(during),
      response: 'reduce',
      mitigation: 'Ask who is away on these days, and plan those tasks before or after them.',
      trigger: 'Somebody who has a task on these days asks for leave.',
      tasks: during,
    },
  ];
};

export const seasonRules: readonly Rule[] = [holidayWork];

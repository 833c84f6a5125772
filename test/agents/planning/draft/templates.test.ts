import { describe, expect, it } from 'vitest';
import { faultOfEstimate } from '../../../../src/agents/planning/days/estimate.ts';
import { createWorkDays } from '../../../../src/agents/planning/days/work-days.ts';
import { chooseTemplate, sizeOf } from '../../../../src/agents/planning/draft/choose-template.ts';
import { draftPlan } from '../../../../src/agents/planning/draft/draft-plan.ts';
import { genericTasks } from '../../../../src/agents/planning/draft/generic-tasks.ts';
import { tasksOfTemplate, tightened } from '../../../../src/agents/planning/draft/template-tasks.ts';
import { templates } from '../../../../src/agents/planning/draft/templates/index.ts';
import { packagesOf } from '../../../../src/agents/planning/goal/goal-packages.ts';
import { schedule } from '../../../../src/agents/planning/plan/schedule.ts';

const finishOf = (tasks: Parameters<typeof schedule>[0]): string =>
  schedule(tasks, createWorkDays('2026-11-23')).finish;

describe('the usual projects', () => {
  it('are at least ten, each with its own name', () => {
    expect(templates.length).toBeGreaterThanOrEqual(10);
    expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
  });

  it.each(templates.map((template) => [template.name, template] as const))('%s is a sound plan', (_name, template) => {
    const all = template.phases.flatMap(({ tasks }) => tasks);
    const keys = all.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.flatMap(({ after }) => after ?? []).filter(({ key }) => !keys.includes(key))).toEqual([]);
    expect(template.phases.length).toBeGreaterThanOrEqual(3);
    expect(all.length).toBeGreaterThanOrEqual(11);
    expect(all.some(({ days }) => days === undefined)).toBe(true);
    expect(all.filter(({ days, deliverable }) => days && deliverable === '')).toEqual([]);
    const tasks = tasksOfTemplate(template, 1);
    expect(tasks.filter((task) => !task.isMilestone).flatMap((task) => faultOfEstimate(task) ?? [])).toEqual([]);
    // Everything but what begins the project hangs on something.
    expect(tasks.filter(({ after }) => after.length === 0).length).toBe(1);
    expect(tasks.map(({ code }) => code)[0]).toBe('1.1');
    expect(finishOf(tasks) > '2026-12-01').toBe(true);
  });

  it.each([
    ['Launch the new website', 'website'],
    ['Relaunch our web shop', 'website'],
    ['Develop a mobile app for iOS and Android', 'mobile-app'],
    ['Launch our new product in Europe', 'product-launch'],
    ['Launch Phoenix', 'product-launch'],
    ['Spring marketing campaign on social media', 'marketing-campaign'],
    ['Move to the cloud', 'migration'],
    ['Migrate from Oracle to Postgres', 'migration'],
    ['Integrate Salesforce with GitLab', 'api-integration'],
    ['Organise the developer conference', 'event'],
    ['Team offsite', 'event'],
    ['Hire two backend engineers', 'hiring'],
    ['Research report about battery prices', 'research-report'],
    ['Get ISO 27001', 'compliance-audit'],
    ['Add single sign-on to the dashboard', 'software-feature'],
    ['Move office to Hamburg', 'office-move'],
    ['Onboarding for new colleagues', 'training'],
    ['Plant a hundred trees', undefined],
    ['在三月前推出', undefined],
  ])('%s is taken for %s', (goal, name) => {
    expect(chooseTemplate(goal)?.name).toBe(name);
  });

  it.each([
    ['a small website', 0.6],
    ['a one-page website', 0.4],
    ['a large migration', 1.5],
    ['an enterprise rollout', 2],
    ['a website', 1],
  ])('%s has the size %d', (goal, factor) => {
    expect(sizeOf(goal).factor).toBe(factor);
  });

  it('are shorter when small and when pressed, but never under the optimistic', () => {
    for (const template of templates) {
      const usual = tasksOfTemplate(template, 1);
      expect(finishOf(tasksOfTemplate(template, 0.6)) < finishOf(usual)).toBe(true);
      const pressed = tightened(usual, 1);
      expect(finishOf(pressed) < finishOf(usual)).toBe(true);
      expect(pressed.every((task, index) => task.days >= (usual[index]?.optimisticDays ?? 0))).toBe(true);
    }
  });
});

describe('a goal that is no usual project', () => {
  const work = (goal: string) =>
    genericTasks(packagesOf(goal), 1)
      .tasks.filter(({ phase }) => phase === 'Work')
      .map(
        ({ code, name, days, after, owner }) =>
          `${code} ${name} (${days}) after ${after.map((each) => each.code).join(', ')}${owner === '' ? '' : `, ${owner}`}`,
      );

  it.each<[string, string[]]>([
    [
      'We want to plant 100 trees and paint the fence, then invite the neighbours. Write a song about it (2d).',
      [
        '2.1 Plant 100 trees (5) after 1.2',
        '2.2 Paint the fence (5) after 1.2',
        '2.3 Invite the neighbours (5) after 2.1, 2.2',
        '2.4 Write a song about it (2) after 2.3',
      ],
    ],
    ['Buy bread and butter', ['2.1 Buy bread and butter (5) after 1.2']],
    ['Design by Ana for 5 days', ['2.1 Design (5) after 1.2, Ana']],
    [
      'Ana designs the logo in five days, then build by Ben & Zoe takes 2 weeks',
      ['2.1 Design the logo (5) after 1.2, Ana', '2.2 Build (10) after 2.1, Ben and Zoe'],
    ],
    ['Tidy up the garage (Ben) half a day', ['2.1 Tidy up the garage (0.5) after 1.2, Ben']],
    ['种树。然后庆祝', ['2.1 种树 (5) after 1.2', '2.2 庆祝 (5) after 2.1']],
  ])('becomes work packages: %j', (goal, packages) => {
    expect(work(goal)).toEqual(packages);
  });

  it('is refused when it is a book', () => {
    const request = { project: 'aurora/shop', tasks: '', start: '', deadline: '', team: [], holidays: [], title: '' };
    const book = { ...request, goal: 'Do one thing. '.repeat(41) };
    expect(() => draftPlan(book, new Date('2026-11-20T10:00:00Z'))).toThrow(/41 sentences and clauses; at most 40/);
  });
});

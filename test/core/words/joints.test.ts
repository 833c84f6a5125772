import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { isAppError, readCommand, readInput, readRequest, readSeveral } from '../../../src/core/index.ts';

const said = (text: string): [string, object][] | undefined =>
  readSeveral(registry, text)?.map(({ command, isThen }) => [
    `${isThen ? 'then ' : ''}${command.capability.name}`,
    readInput(command).raw,
  ]);

const plan1: [string, object] = ['planning.show-plan', { plan: 1 }];
const list: [string, object] = ['planning.list-plans', {}];
const register: [string, object] = ['risk.show-register', {}];
const digests: [string, object] = ['communications.list-schedules', {}];
const me: [string, object] = ['identity.who-am-i', {}];

describe('a further request without a semicolon', () => {
  it.each<[string, [string, object][]]>([
    ['plan show plan 1, risk register', [plan1, register]],
    ['plan show plan 1 and the risks', [plan1, register]],
    ['plan show plan 1 and risk register', [plan1, register]],
    ['plan list & risk register', [list, register]],
    ['plan list,,, risk register', [list, register]],
    ['plan list and the risk register', [list, register]],
    ['plan please list, also risk register', [list, register]],
    ['risk register and plan show plan 1', [register, plan1]],
    ['risk register, plan list', [register, list]],
    ['who am I and risk register', [me, register]],
    ['plan show plan 1, risk register and who am I?', [plan1, register, me]],
    ['plan list, the risk register and digest list', [list, register, digests]],
    ['plan show plan 1, risk register; plan list & digest list', [plan1, register, list, digests]],
    ['plan show plan 1 and plan 2', [plan1, ['planning.show-plan', { plan: 2 }]]],
    ['plan show plan 1 and show plan 2', [plan1, ['planning.show-plan', { plan: 2 }]]],
    ['plan show plan 1 and its register', [plan1, ['then risk.show-register', {}]]],
    ['plan show plan 1, then its risks', [plan1, ['then risk.assess-project', {}]]],
    [
      'plan create issues of plan 1 and its risks',
      [
        ['planning.create-issues', { plan: 1 }],
        ['then risk.assess-project', {}],
      ],
    ],
    [
      'plan a; then its risks and digest list',
      [['planning.make-plan', { goal: 'a' }], ['then risk.assess-project', {}], digests],
    ],
  ])('%j is several', (text, calls) => {
    expect(said(text)).toEqual(calls);
  });

  it.each([
    ['plan launch the website and risk register', 'launch the website and risk register'],
    ['plan Design 3d, Post 2d, Risk 1d', 'Design 3d, Post 2d, Risk 1d'],
    ['plan list and sort all goods', 'list and sort all goods'],
    ['plan "list and risk register"', '"list and risk register"'],
    ['post publish We launch, plan show', 'We launch, plan show'],
    ['post “We list, plan list”', 'We list, plan list'],
    ['risk the vendor may fail, plan b is missing', 'the vendor may fail, plan b is missing'],
    ['risk and plan list are late', 'and plan list are late'],
  ])('is none in the free words of %j', (text, words) => {
    expect(readSeveral(registry, text)).toBeUndefined();
    expect(Object.values(readRequest(registry, text, { projects: [] })[0]?.raw ?? {})).toContain(words);
  });

  it.each<[string, RegExp]>([
    [
      'plan list, risk the vendor may fail',
      /“risk the vendor may fail” behind “plan list”.*“plan list; risk the vendor/,
    ],
    ['plan list and code the importer', /“code the importer” behind “plan list”.*nothing was begun.*goes into quotes/],
    ['plan show plan 1 and post about it', /“post about it”/],
    ['risk register of plan 1 and plan 2', /“plan 2” behind “risk register of plan 1”/],
    ['plan issues, risks and posts', /“risks and posts” behind “plan issues”/],
    ['plan show plan 1, make me coffee', /did not understand “make coffee”/],
    ['plan show plan 1 and 2', /did not understand “2”/],
    ['plan show plan 1 risk register', /did not understand “risk register”, so nothing was done/],
    ['plan restore plan 3 and paint it', /did not understand “paint”/],
    ['digest delete schedule 3 and sing', /did not understand “sing”/],
    ['risk 2 owner Ana and sing', /did not understand “sing”/],
  ])('is asked back in %j', (text, words) => {
    expect(() => readRequest(registry, text, { projects: [] })).toThrow(words);
  });

  it('is looked for in short texts only', () => {
    expect(readSeveral(registry, `plan list${' and'.repeat(20_000)} risk register`)).toBeUndefined();
  });

  it('is looked for in any text without a failure', () => {
    const words = fc.constantFrom(
      'plan list',
      'risk register',
      ', ',
      ' and ',
      ' & ',
      'the risks',
      'its ',
      '"',
      '3',
      ' then ',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
        try {
          readSeveral(registry, parts.join(''));
        } catch (error) {
          if (!isAppError(error)) throw error;
        }
      }),
    );
  });
});

/** What nobody can do, said behind every example. */
const nonsense = 'and paint blue bananas';

describe('words that nothing is made of', () => {
  const examples = registry.agents.flatMap(({ name, alias = name, capabilities }) =>
    capabilities.flatMap(({ examples }) =>
      examples.map(({ says }) => (says.startsWith(`${alias} `) ? says : `${alias} ${says}`)),
    ),
  );

  it.each(examples)('are kept, or asked back: “%s”', (text) => {
    const read = (): string => {
      try {
        const command = readCommand(registry, `${text} ${nonsense}`);
        if (command.kind !== 'call') return nonsense;
        const { raw, unread } = readInput(command);
        // A risk is changed by what is said of it, and here nothing was: that is told.
        const says = Object.keys(raw).filter((key) => key !== 'number' && key !== 'project');
        return command.capability.name === 'risk.update-risk' && says.length === 0
          ? nonsense
          : JSON.stringify(raw) + unread;
      } catch (error) {
        return isAppError(error) ? error.message : String(error);
      }
    };
    expect(read()).toContain('bananas');
  });
});

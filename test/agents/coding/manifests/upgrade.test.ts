import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type UpgradeRequest, upgradeDependency } from '../../../../src/agents/coding/manifests/upgrade.ts';
import { AppError } from '../../../../src/core/index.ts';
import { samples } from './samples.ts';

const filesOf = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([path, content]) => [path, { content, executable: false }]));

const upgrade = (texts: Readonly<Record<string, string>>, request: UpgradeRequest) =>
  upgradeDependency(filesOf(texts), request);

function refusalOf(texts: Readonly<Record<string, string>>, dependency: string, version: string): AppError {
  try {
    upgrade(texts, { dependency, version });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** Takes the changes one by one out of both texts: what is left has to be the same. */
function restOf(text: string, parts: readonly string[]): string {
  let [rest, at] = ['', 0];
  for (const part of parts) {
    const found = text.indexOf(part, at);
    expect(found).toBeGreaterThanOrEqual(0);
    rest += `${text.slice(at, found)}§`;
    at = found + part.length;
  }
  return rest + text.slice(at);
}

describe('an upgrade of a dependency', () => {
  it.each(samples)('changes every place of %s, and tells what it leaves', (_what, sample) => {
    const { path, dependency, version, changes, left = [], text } = sample;
    const found = upgrade({ [path]: text }, { dependency, version });
    expect(found.places.map(({ before, after }) => [before, after])).toEqual(changes);
    expect(found.left.map(({ why }) => why)).toEqual(left.map((why) => expect.stringContaining(why)));
    expect(found.unreadable).toEqual([]);
  });

  it.each(samples)('changes nothing but the requirements in %s', (_what, sample) => {
    const { path, dependency, version, text } = sample;
    const { edits, places } = upgrade({ [path]: text }, { dependency, version });
    const after = edits[0]?.after?.content ?? '';
    const lines = (content: string): string[] => content.split('\n');
    expect(lines(after)).toHaveLength(lines(text).length);
    const changed = new Set(places.map(({ line }) => line));
    lines(text).forEach((line, index) => {
      if (!changed.has(index + 1)) expect(lines(after)[index]).toBe(line);
    });
    const ordered = [...places].sort((a, b) => a.line - b.line);
    expect(
      restOf(
        after,
        ordered.map((each) => each.after),
      ),
    ).toBe(
      restOf(
        text,
        ordered.map((each) => each.before),
      ),
    );
  });

  it.each(samples)('is there already when it was made before in %s', (_what, sample) => {
    const { path, dependency, version, text } = sample;
    const { edits } = upgrade({ [path]: text }, { dependency, version });
    const error = refusalOf({ [path]: edits[0]?.after?.content ?? '' }, dependency, version);
    expect(error.message).toMatch(/says so already/);
  });

  it('changes all manifests of one ecosystem at once, and tells the line of each place', () => {
    const texts = {
      'package.json': '{"dependencies": {"express": "^4.0.0"}}',
      'web/package.json': '{\n "devDependencies": {\n  "express": "4.1.0"}}',
      'docs/package.json': '{"dependencies": {"marked": "1.0.0"}}',
    };
    const { edits, places } = upgrade(texts, { dependency: 'express', version: '4.2.0' });
    expect(edits.map(({ path }) => path)).toEqual(['package.json', 'web/package.json']);
    expect(places.map(({ line, step }) => [line, step])).toEqual([
      [1, 'minor'],
      [3, 'minor'],
    ]);
  });

  it.each([
    ['^4.18.2', '5.0.0', '^5.0.0', 'major'],
    ['~4.18.2', '4.18.3', '~4.18.3', 'patch'],
    ['~4', '5.1.2', '~5', 'major'],
    ['4.x', '5.1.0', '5.x', 'major'],
    ['4.1.*', '4.2.7', '4.2.*', 'minor'],
    ['v4.1.0', '4.1.1', 'v4.1.1', 'patch'],
    ['=4.1.0', 'v4.1.1', '=4.1.1', 'patch'],
    ['>= 4.1.0', '4.2.0', '>= 4.2.0', 'minor'],
    ['^0.3.1', '0.4.0', '^0.4.0', 'major'],
    ['^5.0.0', '4.18.2', '^4.18.2', 'downgrade'],
    ['5.0.0-rc.1', '5.0.0', '5.0.0', 'patch'],
    ['^4 || ^5', '^5.1.0', '^5.1.0', 'major'],
    ['1.0.0 - 2.0.0', '>=1.5.0 <3', '>=1.5.0 <3', 'minor'],
  ])('makes %s with %s to %s: %s', (before, version, after, step) => {
    const text = JSON.stringify({ dependencies: { express: before } });
    const { places } = upgrade({ 'package.json': text }, { dependency: 'express', version });
    expect(places).toMatchObject([{ before, after, step }]);
  });

  it.each([
    [
      'a name that is not there',
      { a: '1.0.0', expres: '1.0.0' },
      'express',
      '2.0.0',
      /No manifest here names express\. There are: expres\./,
    ],
    ['a name like nothing here', { a: '1.0.0' }, 'zzzzzzzz', '2.0.0', /Check its name/],
    [
      'a version beyond a bound',
      { express: '>=4 <5' },
      'express',
      '5.0.0',
      /does not allow it \(<5\): give the whole range/,
    ],
    ['a single version for alternatives', { express: '^4 || ^5' }, 'express', '6.0.0', /no single version to raise/],
    [
      'what comes from an address',
      { express: 'git+https://x.example/e.git#v4.0.0' },
      'express',
      '5.0.0',
      /Nothing can be changed for express: package\.json:1: it comes from an address/,
    ],
    ['a tag', { express: 'latest' }, 'express', '5.0.0', /it takes the tag latest/],
    ['operators of another ecosystem', { express: '4.0.0' }, 'express', '~>5.0', /npm does not know “~>5\.0”/],
    ['words for a version', { express: '4.0.0' }, 'express', 'version 5', /npm does not know/],
  ])('refuses %s', (_what, dependencies, dependency, version, words) => {
    const error = refusalOf({ 'package.json': JSON.stringify({ dependencies }) }, dependency, version);
    expect(error.code).toBe('input.invalid');
    expect(error.message).toMatch(words);
  });

  it('asks which ecosystem is meant', () => {
    const texts = { 'package.json': '{"dependencies": {"redis": "4.0.0"}}', 'requirements.txt': 'redis==4.0.0\n' };
    const error = refusalOf(texts, 'redis', '5.0.0');
    expect(error.message).toBe('redis stands in manifests of npm and pip. Say which one is meant: ecosystem=npm.');
    expect(error.fields).toHaveProperty('ecosystem');
  });

  it.each([
    [
      'pom.xml',
      '<project><dependency><groupId>a</groupId><artifactId>core</artifactId><version>1</version></dependency><dependency><groupId>b</groupId><artifactId>core</artifactId><version>1</version></dependency></project>',
      'core',
      /core may be a:core or b:core\. Give the whole name/,
    ],
    [
      'go.mod',
      'require (\n\tx.org/a/log v1.0.0\n\tx.org/b/log v1.0.0\n)\n',
      'log',
      /log may be x\.org\/a\/log or x\.org\/b\/log/,
    ],
  ])('asks which of several in %s is meant', (path, text, name, words) => {
    expect(refusalOf({ [path]: text }, name, '1.1.0').message).toMatch(words);
  });

  it('says that a major step of a Go module is more than a version', () => {
    const text = 'require github.com/x/y/v2 v2.1.0\n';
    expect(refusalOf({ 'go.mod': text }, 'github.com/x/y/v2', '3.0.0').message).toMatch(/another module path/);
    expect(upgrade({ 'go.mod': text }, { dependency: 'y', version: '2.2.0' }).places).toMatchObject([
      { after: 'v2.2.0' },
    ]);
  });

  it('tells whose version a shared property sets, too', () => {
    const [, sample] = samples.find(([what]) => what === 'pom.xml') ?? [];
    const { places } = upgrade({ 'pom.xml': sample?.text ?? '' }, { dependency: 'slf4j-simple', version: '2.1.0' });
    expect(places).toMatchObject([{ before: '2.0.9', after: '2.1.0', sharedWith: ['org.slf4j:slf4j-api'] }]);
  });

  it('puts a range for a gem into texts of their own', () => {
    const text = "gem 'rails', '~> 7.0', require: false\n";
    const { edits } = upgrade({ Gemfile: text }, { dependency: 'rails', version: '>= 7.1, < 9' });
    expect(edits[0]?.after?.content).toBe("gem 'rails', '>= 7.1', '< 9', require: false\n");
  });

  it.each([
    ['package.json', '{"dependencies": {"express": "1.0.0"'],
    ['package.json', `${'['.repeat(100_000)}`],
    ['pyproject.toml', 'dependencies = ["express==1.0"'],
    ['pom.xml', '<project><dependency></project>'],
    ['pom.xml', '<'.repeat(200_000)],
    ['pom.xml', '<!--'.repeat(50_000)],
  ])('says that %s cannot be read when it is broken (%#)', (path, text) => {
    expect(refusalOf({ [path]: text }, 'express', '2.0.0').message).toContain(`could not be read: ${path}`);
  });

  it.each([
    ['requirements.txt', `${' '.repeat(200_000)}x`],
    ['go.mod', `require ${'a.'.repeat(100_000)}`],
    ['Gemfile', `gem ${'('.repeat(200_000)}`],
  ])('reads a %s of endless lines in no time', (path, text) => {
    expect(refusalOf({ [path]: text }, 'express', '2.0.0').message).toContain('No manifest here names express');
  });

  it('changes only the characters of the version, whatever stands around it', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
    const spec = fc.tuple(fc.constantFrom('', '^', '~', '>=', '= '), version).map((parts) => parts.join(''));
    const dependencies = fc.dictionary(word, spec, { maxKeys: 5 });
    const indent = fc.constantFrom('', ' ', '\t', '    ');
    fc.assert(
      fc.property(dependencies, spec, version, indent, (others, before, target, space) => {
        const text = JSON.stringify({ name: 'x', dependencies: { ...others, '@the/one': before } }, undefined, space);
        fc.pre(before.replace(/^\D*/, '') !== target);
        const { edits } = upgrade({ 'package.json': text }, { dependency: '@the/one', version: target });
        const wanted = text.replace(
          /("@the\/one": ?")([^"]*)/,
          (_all, head: string, old: string) => head + old.replace(/\d.*/, target),
        );
        expect(edits[0]?.after?.content).toBe(wanted);
      }),
    );
  });
});

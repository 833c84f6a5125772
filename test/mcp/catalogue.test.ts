import { describe, expect, it } from 'vitest';
import { registry } from '../../src/agents/index.ts';
import type { Principal } from '../../src/core/index.ts';
import { catalogueText, createCatalogue } from '../../src/mcp/catalogue.ts';

const catalogue = createCatalogue(registry);
const developer: Principal = {
  tenant: 'tenant',
  person: 'person',
  name: 'Jonas',
  door: 'mcp',
  roles: ['developer'],
  scopes: undefined,
  projects: [],
};
const firstFor = (words: string): string | undefined => catalogue.search(developer, words).found[0]?.name;

describe('find_capabilities', () => {
  it.each([
    ['apply a patch', 'coding.apply-patch'],
    ['unified diff', 'coding.apply-patch'],
    ['rename text everywhere', 'coding.replace-text'],
    ['MERGE request from a branch', 'coding.open-merge-request'],
    ['what became of my run', 'orchestrator.show-run'],
    ['roles', 'identity.who-am-i'],
  ])('finds by “%s”', (words, name) => {
    expect(firstFor(words)).toBe(name);
  });

  it('lists everything at a door when nothing is asked for', () => {
    const { found } = catalogue.search({ ...developer, roles: ['admin'] }, '');
    expect(found.map(({ name }) => name)).toEqual(registry.list().map(({ name }) => name));
  });

  it('offers the nearest, and says so, when nothing has the words', () => {
    const result = catalogue.search(developer, 'ptach');
    expect(result.isGuess).toBe(true);
    expect(result.found.length).toBeGreaterThan(0);
    expect(catalogueText(result)).toMatch(/^Nothing has these words; these come nearest:\n- /);
  });

  it('shows nothing that the person may not use', () => {
    const viewer: Principal = { ...developer, roles: ['viewer'] };
    expect(catalogue.search(viewer, '').found.filter(({ effect }) => effect === 'external')).toEqual([]);
    expect(catalogueText(catalogue.search({ ...developer, roles: [] }, ''))).toMatch(/nothing that you may use/);
  });

  it('says in words what to call it with', () => {
    const text = catalogueText(catalogue.search(developer, 'replace text'));
    expect(text).toContain('- coding.replace-text [waits for approval]: Replaces an exact text');
    expect(text).toContain('Arguments: project (text), find (lines), replace (lines), paths? (text)');
  });
});

describe('run_capability', () => {
  it.each([
    ['coding.apply-patch', 'coding.apply-patch'],
    ['coding_apply-patch', 'coding.apply-patch'],
    ['code.apply-patch', 'coding.apply-patch'],
    ['coding.branch-with-commit', undefined],
    ['coding', undefined],
    ['__proto__', undefined],
  ])('takes %s for %s', (name, found) => {
    expect(catalogue.find(name)?.name).toBe(found);
  });
});

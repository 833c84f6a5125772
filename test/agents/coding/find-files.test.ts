import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/replace-text.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare } from './sending.ts';

const filler = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`big/${index}.txt`, `line ${index}\n`]));

let world: GitLabWorld;
beforeAll(async () => {
  world = await createGitLabWorld(
    { ...filler, 'src/a.ts': 'the needle => the end\n', 'src/b.ts': 'another needle\n' },
    { timeoutMs: 15_000 },
  );
});
afterAll(() => world.close());

const ask = (input: object) => prepare(capability, { project, replace: 'x', ...input }, world.context);
const refused = (message: RegExp) => ({ code: 'input.invalid', message: expect.stringMatching(message) });

describe('coding.replace-text in a project that is too large to be read', () => {
  it('takes what the search finds, and says that it may miss some', async () => {
    const { preview } = await ask({ find: 'needle' });
    expect(preview.facts).toMatchObject({
      Places: '2',
      'Found by': 'GitLab’s search, which may miss parts of words and signs',
    });
  });

  it.each([
    ['the', /GitLab cannot search for “the” .* more than 5000 files or 64 MB are too many to read\. Name a part/],
    ['nowhere', /search does not find “nowhere”, but it misses parts of words and signs.* Name a part/],
    ['Needle', /It stands in 2 places in other letter case/],
  ])('never says that %s is not there', async (find, message) => {
    await expect(ask({ find })).rejects.toMatchObject(refused(message));
  });

  it('reads each file of a part that is named', async () => {
    const { preview } = await ask({ find: 'the', paths: 'src/**' });
    expect(preview.facts).toMatchObject({ Places: '3', Files: '2' });
    expect(preview.facts).not.toHaveProperty('Found by');
  });
});

describe('coding.replace-text while GitLab gives out no archives', () => {
  const paths = 'big/{1,2,3,4}*.txt';
  const holdUp = (status: number) => world.fault({ path: '/repository/archive', kind: 'status', status, times: 3 });

  it.each([429, 503])('takes what the search finds: %i', async (status) => {
    holdUp(status);
    const { preview } = await ask({ find: 'line 1234', paths });
    expect(preview.facts).toMatchObject({ Places: '1', 'Found by': expect.stringContaining('may miss') });
  });

  it('asks to wait for what the search does not find', async () => {
    holdUp(429);
    await expect(ask({ find: 'nowhere', paths })).rejects.toMatchObject({ code: 'upstream.rate-limited' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startX, type XStand } from './world.ts';

const evil = '<script>alert(1)</script>';

describe('X sandbox: pages', () => {
  let stand: XStand;
  let id: string;
  beforeAll(async () => {
    stand = await startX();
    stand.sandbox.postByHand('aurora_robotics', `Careful: ${evil}`);
    id = stand.sandbox.postByHand('aurora_robotics', 'Our robots count: https://example.com/a?b=1&c=2 #robots @you');
  });
  afterAll(() => stand.close());

  const get = async (path: string) => {
    const response = await fetch(`${stand.url}/x${path}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it.each<[string, () => string, string]>([
    ['the accounts', () => '/', '@aurora_robotics · 2 posts'],
    ['a timeline', () => '/aurora_robotics', 'Our robots count'],
    ['an empty timeline', () => '/borealis_foods', 'Nothing posted yet'],
    ['one post', () => `/aurora_robotics/status/${id}`, 'All posts of Aurora Robotics'],
  ])('show %s, without letting anybody else write markup', async (_what, path, text) => {
    const page = await get(path());
    expect(page.status).toBe(200);
    expect(page.text).toContain(text);
    expect(page.text).toContain("Adjutant's stand-in for X");
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('show links, tags and names as such, the newest post first', async () => {
    const { text } = await get('/aurora_robotics');
    expect(text).toContain('<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">');
    expect(text).toContain('<span class="tag">#robots</span>');
    expect(text).toContain('<span class="tag">@you</span>');
    expect(text.indexOf('Our robots count')).toBeLessThan(text.indexOf('Careful'));
  });

  it.each(['/nobody', '/aurora_robotics/status/1', '/aurora_robotics/likes', '/borealis_foods/status/ID'])(
    'say that there is no %s',
    async (path) => {
      const page = await get(path.replace('ID', id));
      expect(page.status).toBe(404);
      expect(page.text).toContain('Nothing here');
    },
  );

  it('come with their style', async () => {
    const { status, headers } = await get('/-/pages.css');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });
});

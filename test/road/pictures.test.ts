import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../src/agents/index.ts';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type Browser, signedIn } from '../http/console/browser.ts';
import { connectLegacy, connectModern, type TestClient } from '../mcp/clients.ts';
import { withMaps } from './maps.ts';

let world: World;
let jonas: Person;
let browser: Browser;
let modern: TestClient;
let legacy: TestClient;
beforeAll(async () => {
  world = await startWorld({ registry: withMaps(registry) });
  jonas = personIn(world, world.aurora, 'Jonas');
  browser = await signedIn(world, 'jonas@aurora.example');
  modern = await connectModern(world.url, world.tokenOf(world.aurora));
  legacy = await connectLegacy(world.url, world.tokenOf(world.aurora));
});
afterAll(async () => {
  await Promise.all([modern.close(), legacy.close()]);
  await world.close();
});

const imagesIn = () =>
  jonas
    .messages()
    .flatMap(({ blocks = [] }) => blocks as { type: string; alt_text?: string; slack_file?: { id: string } }[])
    .filter(({ type }) => type === 'image');
const imageOf = (alt: string) =>
  waitFor(`the picture ${alt}`, () => imagesIn().find(({ alt_text: text }) => text === alt));
const isPng = (base64: unknown): boolean => Buffer.from(String(base64), 'base64').subarray(1, 4).toString() === 'PNG';
/** The pictures of a page, looked at as a browser does. */
async function svgsOf(path: string) {
  const page = await browser.get(path);
  const found = [...page.text.matchAll(/<img src="([^"]+\.svg)" alt="([^"]*)"/g)].filter(
    ([, src]) => !src?.includes('icon'),
  );
  return Promise.all(found.map(async ([, src = '', alt = '']) => ({ alt, src, answer: await browser.get(src) })));
}

describe('a picture of an answer', () => {
  it('stands in Slack, and on the page of the run', async () => {
    await jonas.command('maps show-map title=Atlas');
    const { slack_file: file } = await imageOf('Atlas: a likely and severe risk.');
    expect(file?.id).toMatch(/^F/);
    const [, number] = /href="\/console\/runs\/(\d+)"/.exec((await browser.get('/console/runs')).text) ?? [];
    const [svg] = await svgsOf(`/console/runs/${number}`);
    expect(svg).toMatchObject({ alt: 'Atlas: a likely and severe risk.', answer: { status: 200 } });
    expect(svg?.answer.headers.get('content-type')).toContain('image/svg+xml');
    expect(svg?.answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(svg?.answer.text).toContain('<svg');
    for (const wrong of ['1', 'x', '-1', '00000']) {
      expect(await browser.get(`/console/runs/${number}/pictures/${wrong}.svg`)).toMatchObject({ status: 404 });
    }
  });

  it('is led to from a chat by the name that the chat knows', async () => {
    const id = await waitFor('a thumb', () => {
      const carried = /\{\\"run\\":\\"([0-9a-f-]{36})\\"/.exec(JSON.stringify(jonas.messages()));
      return carried?.[1];
    });
    const answer = await browser.get(`/console/runs/${id}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/console\/runs\/\d+$/),
    ]);
  });

  it('is not seen by others, nor by nobody', async () => {
    const [, number] = /href="\/console\/runs\/(\d+)"/.exec((await browser.get('/console/runs')).text) ?? [];
    const path = `/console/runs/${number}/pictures/0.svg`;
    expect(await (await signedIn(world, 'priya@aurora.example')).get(path)).toMatchObject({ status: 404 });
    expect(await (await signedIn(world, 'elena@borealis.example')).get(path)).toMatchObject({ status: 404 });
    const { status, redirected } = await fetch(`${world.url}${path}`, { redirect: 'manual' });
    expect([status, redirected]).toEqual([303, false]);
  });

  it.each([
    ['today', () => modern],
    ['of old', () => legacy],
  ])('is content of a tool over MCP %s, and its words are in the text', async (_what, client) => {
    const args = { name: 'maps.show-map', args: { title: 'Globe' } };
    const { content } = await client().callTool({ name: 'run_capability', arguments: args });
    expect(content.map(({ type }) => type)).toEqual(['text', 'image']);
    expect(content[0]?.text).toContain('- Picture “Globe”: Globe: a likely and severe risk.');
    expect(content[1]).toMatchObject({ mimeType: 'image/png' });
    expect(isPng(content[1]?.data)).toBe(true);
  });
});

describe('a picture of what waits for a decision', () => {
  it('stands on the card, with the request over MCP, and on its page in the console', async () => {
    const args = { project: 'aurora/adjutant', version: '9.9' };
    const { content, structuredContent } = await modern.callTool({
      name: 'run_capability',
      arguments: { name: 'maps.pin-map', args },
    });
    expect(content.map(({ type }) => type)).toEqual(['text', 'image', 'resource_link']);
    const path = new URL(String(structuredContent?.approveAt)).pathname;
    const [svg] = await svgsOf(path);
    expect(svg).toMatchObject({ alt: 'Pinned: a likely and severe risk.', answer: { status: 200 } });
    const elena = await signedIn(world, 'elena@borealis.example');
    expect(await elena.get(svg?.src ?? '')).toMatchObject({ status: 404 });
  });

  it('comes with the run as a resource', async () => {
    const args = { project: 'aurora/adjutant', version: '9.10' };
    const { structuredContent } = await modern.callTool({
      name: 'run_capability',
      arguments: { name: 'maps.pin-map', args },
    });
    const contents = await modern.readAll(String(structuredContent?.uri));
    expect(contents.map(({ mimeType }) => mimeType)).toEqual(['application/json', 'image/png']);
    expect(isPng(contents[1]?.blob)).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualLimits } from '../../../sandbox/x/limits.ts';
import { capability } from '../../../src/agents/marketing/create-post.ts';
import { parse } from '../../../src/core/index.ts';
import { createXWorld, type XWorld } from '../../integrations/x/world.ts';
import { takeBack } from '../take-back.ts';

let world: XWorld;
beforeEach(async () => {
  world = await createXWorld();
});
afterEach(() => world.close());

const effect = '0b6b1d9a-7c1e-4d0a-9a53-3f6c1f0e2d11';
const inputOf = (text: string) => parse(capability.input, { project: 'aurora/shop', text });
const run = (text: string) => capability.run(inputOf(text), world.effectContext(effect));
const find = (text: string) => capability.find(inputOf(text), world.effectContext(effect));
const timeline = () => world.sandbox.timeline('aurora_robotics').map(({ written }) => written);

describe('marketing.create-post', () => {
  it('posts, and finds its post by the text, whatever X made of it', async () => {
    const text = 'R&D <news>:\n\nread https://example.com/a?b=1&c=2 #robots 👩‍👩‍👧‍👦';
    expect(await find(text)).toBe('absent');
    const made = await run(text);
    expect(await find(text)).toEqual({ found: made });
    expect(await find('Something else')).toBe('absent');
    expect(timeline()).toEqual([text]);
  });

  it('finds a post with an address that X completed', async () => {
    const made = await run('Read example.com/a and example.org');
    expect(await find('Read example.com/a and example.org')).toEqual({ found: made });
  });

  it('finds its post when its answer was lost', async () => {
    world.fault({ kind: 'drop-after', times: 1, method: 'POST' });
    await expect(run('Hello')).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(await find('Hello')).toMatchObject({ found: { url: expect.stringContaining('/aurora_robotics/status/') } });
  });

  it('takes what X refuses as a double for the post that is there', async () => {
    const made = await run('Hello');
    expect(await run('Hello')).toEqual(made);
    expect(timeline()).toEqual(['Hello']);
  });

  it('says why X refuses it when it is no double', async () => {
    await expect(run('x'.repeat(281))).rejects.toMatchObject({ code: 'upstream.refused' });
    world.sandbox.setLimits({ ...usualLimits, post: 0 });
    await expect(run('Hello')).rejects.toMatchObject({ code: 'upstream.rate-limited' });
  });

  it('cannot tell while X is away', async () => {
    world.fault({ kind: 'status', status: 503, times: 9 });
    await expect(find('Hello')).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(capability.ifAbsent).toBe('ask');
  });

  it('takes its post back', async () => {
    const made = parse(capability.output, await run('Hello'));
    await takeBack(capability, made, inputOf('Hello'), world.effectContext(effect));
    expect(timeline()).toEqual([]);
  });

  it('is the same thing for the same text, and another for another', () => {
    expect(capability.key(inputOf('Hello  world'))).toBe(capability.key(inputOf('Hello world ')));
    expect(capability.key(inputOf('Hello world'))).not.toBe(capability.key(inputOf('Hello world!')));
  });

  it('shows whose account it is, and the text', async () => {
    expect(await capability.preview(inputOf('Our *shop* is open'), world.context)).toEqual({
      markdown: 'Post on X as **@aurora\\_robotics**?\n\nOur \\*shop\\* is open',
      facts: { Length: '18' },
    });
  });
});

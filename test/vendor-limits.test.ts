import { describe, expect, it } from 'vitest';
import type { Vendor } from '../src/core/index.ts';
import { loadConfig } from '../src/platform/config.ts';
import { vendorLimits } from '../src/vendor-limits.ts';

describe('the limits of vendors', () => {
  const limits = vendorLimits(loadConfig({ GITLAB_REQUESTS_PER_MINUTE: '7' }));
  it.each<[Vendor, string, object | undefined]>([
    ['gitlab', 'gitlab.files.show', { name: 'gitlab', most: 7, seconds: 60 }],
    ['salesforce', 'salesforce.query', { name: 'salesforce', most: 80_000, seconds: 86_400 }],
    ['x', 'x.posts.create', { name: 'x.posts.create', most: 90, seconds: 900 }],
    ['slack', 'slack.chat.postMessage', { name: 'slack.chat.postMessage', most: 50, seconds: 60 }],
    ['slack', 'slack.chat.getPermalink', undefined],
  ])('%s: %s', (vendor, operation, limit) => {
    expect(limits[vendor].limitOf(operation)).toEqual(limit);
  });
});

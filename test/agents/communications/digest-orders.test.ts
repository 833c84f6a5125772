import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { readCommand, readInput } from '../../../src/core/index.ts';

function readAs(text: string): unknown {
  const command = readCommand(registry, `digest ${text}`);
  return command.kind === 'call' ? [command.capability.name, readInput(command).raw] : command.kind;
}

describe('orders to the digest agent', () => {
  it.each<[string, RegExp]>([
    ['pause all', /one at a time.*“digest list schedules”.*“digest pause 3”/],
    ['pause everything', /one at a time/],
    ['resume all', /“digest resume 3”/],
    ['pause 2 and 3', /one at a time.*“digest pause 2; digest pause 3”/],
    ['resume schedules 2, 3 and 4', /“digest resume 2; digest resume 3; digest resume 4”/],
    ['change 2 to 10:00', /is not changed.*“digest delete 2”.*again with the new time/],
    ['move schedule 2 to Friday', /is not changed/],
    ['set 2 to #leads', /is not changed/],
    ['change the time to 10:00', /is not changed/],
    ['undelete 1', /“undo” .*takes back/],
    ['restore schedule 1', /“undo”/],
    ['hello', /“digest in #general every weekday 9:00 Europe\/Berlin”/],
  ])('“%s” is answered with what can be done', (text, message) => {
    expect(() => readAs(text)).toThrow(message);
  });

  it.each<[string, string, object]>([
    ['pause 2', 'pause-schedule', { number: 2 }],
    ['pause digest 2', 'pause-schedule', { number: 2 }],
    ['now in #general', 'post-digest', { channel: 'general' }],
    ['post one now in #engineering', 'post-digest', { channel: 'engineering' }],
    ['one in #engineering at once', 'post-digest', { channel: 'engineering' }],
    ['report since Monday', 'write-report', { period: 'since Monday' }],
    ['was ist letzte woche passiert?', 'write-report', { period: 'letzte woche' }],
    ['in #general every Monday 9:00', 'schedule-digest', { channel: 'general', when: 'every Monday 9:00' }],
    ['one every Monday 9:00 in #general', 'schedule-digest', { channel: 'general', when: 'one every Monday 9:00' }],
  ])('“%s” is %s', (text, name, raw) => {
    expect(readAs(text)).toEqual([`communications.${name}`, raw]);
  });
});

import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { Secret } from '../../src/platform/secret.ts';

function recorder(level = 'debug') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: createLog(level, destination), lines, text: () => lines.join('') };
}

describe('the log', () => {
  it('is a line of JSON with level, time, fields and event', () => {
    const { log, lines } = recorder();
    log.child({ run: 42 }).info({ iid: 7 }, 'merge request opened');
    expect(lines).toHaveLength(1);
    const line: unknown = JSON.parse(lines.join());
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      run: 42,
      iid: 7,
      msg: 'merge request opened',
    });
  });

  it('says nothing below its level', () => {
    const { log, lines } = recorder('warn');
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
    expect(lines).toHaveLength(2);
    const silent = recorder('silent');
    silent.log.error({}, 'e');
    expect(silent.lines).toEqual([]);
  });

  const secret = 'planted-secret';
  it.each<[string, object]>([
    ['a Secret, however deep', { a: { b: { c: [new Secret(secret)] } } }],
    ['a token', { token: secret }],
    ['a password of something', { account: { password: secret } }],
    ['a header', { headers: { authorization: `Bearer ${secret}` } }],
    ['a header in capitals', { headers: { Authorization: `Bearer ${secret}` } }],
    ['a cookie', { headers: { cookie: secret } }],
    ['a header of a request', { request: { headers: { authorization: secret } } }],
    [
      'what an error’s cause carries',
      {
        err: new AppError('internal', 'x', {
          cause: Object.assign(new Error('y'), { options: { headers: { authorization: secret } } }),
        }),
      },
    ],
    [
      'what an error carries',
      { err: Object.assign(new Error('y'), { request: { headers: { Authorization: secret } } }) },
    ],
  ])('does not print %s', (_name, fields) => {
    const { log, text } = recorder();
    log.error(fields, 'failed');
    log.child(fields).error({}, 'failed');
    expect(text()).toContain('"msg":"failed"');
    expect(text()).not.toContain(secret);
  });

  it('keeps what an error says, with its cause', () => {
    const { log, text } = recorder();
    log.error({ err: new AppError('internal', 'not stored', { cause: new Error('disk full') }) }, 'failed');
    expect(text()).toContain('not stored');
    expect(text()).toContain('disk full');
    expect(text()).toContain('log.test.ts');
  });
});

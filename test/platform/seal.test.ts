import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveKey, seal, unseal } from '../../src/platform/seal.ts';

const key = randomBytes(32);
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

describe('what is sealed', () => {
  it('opens with its key and what it is bound to', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (text, bound) => {
        expect(unseal(key, seal(key, text, bound), bound)).toEqual(text);
      }),
    );
  });

  it('opens with nothing else', () => {
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), (text, bound, other) => {
        fc.pre(bound !== other);
        const sealed = seal(key, text, bound);
        expect(() => unseal(key, sealed, other)).toThrow();
        expect(() => unseal(randomBytes(32), sealed, bound)).toThrow();
      }),
    );
  });

  it('does not open after any change', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, at, change) => {
        const sealed = seal(key, text, 'bound');
        const index = at % sealed.length;
        sealed.writeUInt8((sealed[index] ?? 0) ^ change, index);
        expect(() => unseal(key, sealed, 'bound')).toThrow();
      }),
    );
  });

  it('does not open when it was cut, however little is left', () => {
    for (const text of ['', 'secret']) {
      const sealed = seal(key, Buffer.from(text), 'bound');
      for (let length = 0; length < sealed.length; length += 1) {
        expect(() => unseal(key, sealed.subarray(0, length), 'bound')).toThrow();
      }
    }
  });

  it('looks different each time', () => {
    const sealed = Array.from({ length: 50 }, () => seal(key, Buffer.from('same'), 'bound').toString('hex'));
    expect(new Set(sealed).size).toBe(50);
    expect(sealed.join()).not.toContain(Buffer.from('same').toString('hex'));
  });

  it('says when a later version sealed it', () => {
    const sealed = seal(key, Buffer.from('x'), 'bound');
    sealed.writeUInt8(2, 0);
    expect(() => unseal(key, sealed, 'bound')).toThrow(/version 2, this program knows 1/);
  });
});

describe('a derived key', () => {
  it('is its own for each purpose and master key', () => {
    const keys = [deriveKey(key, 'a'), deriveKey(key, 'b'), deriveKey(randomBytes(32), 'a')];
    expect(new Set(keys.map((each) => each.toString('hex'))).size).toBe(3);
    expect(deriveKey(key, 'a')).toEqual(keys[0]);
    expect(keys.every(({ length }) => length === 32)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/orchestrator/say-answer.ts';
import { AppError, admit, isAtADoor } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';

describe('orchestrator.say-answer', () => {
  it('is at no door', () => {
    const { principal } = contextOf({});
    expect(isAtADoor(capability)).toBe(false);
    expect(() => admit(capability, { text: 'x' }, principal)).toThrow(AppError);
  });

  it('says who wrote it, and takes no mark of it for its own', async () => {
    const output = await capability.run(
      { by: 'model', text: 'Which *plan*?\n\n1. one [a](https://b.example)' },
      contextOf({}),
    );
    expect(capability.present({ ...output, by: 'model' })).toMatchInlineSnapshot(`
      {
        "markdown": "Which \\*plan\\*?

      1\\. one \\[a\\]\\(https://b.example\\)

      _A model wrote this: check it before you rely on it._",
      }
    `);
  });

  it('says no such thing of our own words', () => {
    expect(capability.present({ text: 'Hello!', by: 'adjutant' }).markdown).toBe('Hello\\!');
  });
});

import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/documents/keep-file.ts';
import { parse, type Stores } from '../../../src/core/index.ts';
import { contextWith, keptFile } from './files.ts';

const fetched = { name: 'plan_v2.docx', kind: 'docx' as const, content: new Uint8Array([1]), pages: ['words'] };
const ctx = contextWith({ fetch: async () => fetched });
const compute = (file: string) => capability.compute(parse(capability.input, { project: 'aurora/shop', file }), ctx);

describe('documents.keep-file', () => {
  it('gets what the message brought, and keeps it in the project', async () => {
    const kept: object[] = [];
    const files: Stores['files'] = {
      keep: async (file) => {
        kept.push(file);
        return keptFile;
      },
    };
    const stored = await capability.store(await compute('upload:3'), { files } as Stores);
    expect(kept).toEqual([{ ...fetched, project: 'aurora/shop', upload: 3 }]);
    const { markdown, files: offered } = capability.present(parse(capability.output, stored));
    expect(markdown).toMatchInlineSnapshot(
      `"Kept: \`attachment:7\` **plan\\_v2.docx** (Word document, 3 pages, 12 KB)."`,
    );
    expect(offered).toMatchObject([{ number: 7, kind: 'docx' }]);
  });

  it.each(['attachment:3', '3', 'plan.docx'])('says where a file comes from instead of %j', async (file) => {
    await expect(compute(file)).rejects.toMatchObject({
      fields: { file: expect.stringMatching(/Send the file in a chat/) },
    });
  });
});

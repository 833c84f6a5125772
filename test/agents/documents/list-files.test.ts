import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/documents/list-files.ts';
import { parse } from '../../../src/core/index.ts';
import { contextWith, keptFile } from './files.ts';

describe('documents.list-files', () => {
  it('asks for all of one’s files, or for those of a project', async () => {
    const asked: object[] = [];
    const ctx = contextWith({
      list: async (wanted) => {
        asked.push(wanted);
        return [keptFile];
      },
    });
    await capability.run(parse(capability.input, {}), ctx);
    const { files } = await capability.run(parse(capability.input, { in: 'aurora/shop' }), ctx);
    expect(asked).toEqual([{ limit: 50 }, { limit: 50, project: 'aurora/shop' }]);
    expect(files).toMatchObject([{ reference: 'attachment:7', at: '2026-11-20T09:00:00.000Z' }]);
  });

  it('shows what stands for each, and names as they are', async () => {
    const { files } = await capability.run(parse(capability.input, {}), contextWith({ list: async () => [keptFile] }));
    expect(capability.present(parse(capability.output, { files })).markdown).toMatchInlineSnapshot(
      `"- \`attachment:7\` **plan\\_v2.docx** (Word document, 3 pages, 12 KB) in aurora/shop, Ana \\[Ops\\]"`,
    );
    expect(capability.present({ files: [] }).markdown).toMatch(/^No files are kept/);
  });
});

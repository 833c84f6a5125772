import type { Context, FileReader, KeptFile } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';

export const keptFile: KeptFile = {
  number: 7,
  project: 'aurora/shop',
  name: 'plan_v2.docx',
  kind: 'docx',
  bytes: 12_300,
  pages: 3,
  characters: 40,
  person: 'Ana [Ops]',
  at: new Date('2026-11-20T09:00:00Z'),
};

const unused = async (): Promise<never> => {
  throw new Error('not asked for');
};

export const contextWith = (files: Partial<FileReader>): Context =>
  contextOf({ files: { list: unused, find: unused, pages: unused, text: unused, fetch: unused, ...files } });

import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readingLimits } from '../../../src/services/attachments/limits.ts';
import { readFile } from '../../../src/services/attachments/read-file.ts';
import { documentOf } from './documents.ts';

const read = (name: string, content: Uint8Array = documentOf(name), limits = {}) =>
  readFile(name, content, { ...readingLimits, ...limits });
const text = (words: string): Uint8Array => strToU8(words);
const patch = 'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-tea\r\n+coffee\r\n';

describe('the text of a document', () => {
  it.each<[string, string, number, RegExp[]]>([
    ['contact.pdf', 'pdf', 1, [/^# Contact card$/m, /^## What she wants$/m, /\+44 20 7946 0958/]],
    [
      'columns.pdf',
      'pdf',
      1,
      [/^# Zweispaltiger Bericht$/m, /vorkommen|kommen vor\.[\s\S]*Die zweite Spalte/, /設計 {3}3/],
    ],
    ['minutes.pdf', 'pdf', 2, [/Minutes of the steering group/, /1\.1\. Open points/]],
    ['ghostscript.pdf', 'pdf', 2, [/1\. Decisions/]],
    ['table.pdf', 'pdf', 1, [/^# Work packages$/m, /^Prototype {3}6 {3}Interviews {3}Ben$/m]],
    ['tex.pdf', 'pdf', 36, [/^# Libtasn1$/m]],
    ['many-pages.pdf', 'pdf', 120, [/^# Chapter 1$/m]],
    ['owner-locked.pdf', 'pdf', 1, [/^# Contact card$/m]],
    ['tasks.docx', 'docx', 1, [/^# Launch of the new shop$/m, /^# Going live$/m, /^- Build 5d after Design, Ben$/m]],
    ['table.docx', 'docx', 1, [/^# Work packages$/m, /^\| Prototype \| 6 \| Interviews \| Ben \|$/m]],
    ['umlauts.docx', 'docx', 2, [/^# Überblick für Zoë$/m, /^## 日本語の見出し$/m, /Łódź, Ελληνικά, Русский/]],
    ['libreoffice.docx', 'docx', 1, [/^# Contact card$/m, /^## What she wants$/m]],
  ])('of %s is read, with its %s pages and headings', async (name, kind, pages, patterns) => {
    const found = await read(name);
    expect(found.kind).toBe(kind);
    expect(found.pages).toHaveLength(pages);
    for (const pattern of patterns) expect(found.pages[0]).toMatch(pattern);
  });

  it('keeps pages apart', async () => {
    const { pages } = await read('minutes.pdf');
    expect(pages[0]).not.toMatch(/Next meeting/);
    expect(pages[1]).toMatch(/2\. Next meeting/);
    expect((await read('umlauts.docx')).pages[1]).toBe('中文：第二页。');
    expect((await read('many-pages.pdf')).pages[119]).toMatch(/^# Chapter 120$/m);
  });

  it('is known by its content, whatever it is called', async () => {
    expect((await read('notes.txt', documentOf('contact.pdf'))).kind).toBe('pdf');
    expect((await read('scan.pdf', documentOf('tasks.docx'))).kind).toBe('docx');
    expect((await read('photo.png', text('# Only words'))).kind).toBe('text');
  });
});

describe('plain text', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['notes.md', text('# Head\n\nwords'), 'markdown', '# Head\n\nwords'],
    ['rows.csv', text('a;b\r\n1;2\r\n'), 'csv', 'a;b\n1;2\n'],
    ['notes.txt', text('\ufeffGröße'), 'text', 'Größe'],
    ['latin.txt', Uint8Array.from([0x47, 0x72, 0xf6, 0xdf, 0x65]), 'text', 'Größe'],
    ['utf16le.txt', Uint8Array.from([0xff, 0xfe, ...Buffer.from('Größe', 'utf16le')]), 'text', 'Größe'],
    ['utf16be.txt', Uint8Array.from([0xfe, 0xff, 0, 0x47, 0, 0x72, 0, 0xf6]), 'text', 'Grö'],
    ['unmarked.txt', new Uint8Array(Buffer.from('No mark at its begin.', 'utf16le')), 'text', 'No mark at its begin.'],
    ['hidden.txt', text('pay\u202eee\u200b\u{e0041}'), 'text', 'payee'],
    ['family.txt', text('👩‍👩‍👧 नमस्ते'), 'text', '👩‍👩‍👧 नमस्ते'],
  ])('of %s is read', async (name, content, kind, words) => {
    expect(await read(name, content)).toEqual({ kind, pages: [words] });
  });

  it('of a patch is kept to the letter', async () => {
    expect(await read('fix.txt', text(patch))).toEqual({ kind: 'patch', pages: [patch] });
  });

  it('that only tells of a diff is no patch', async () => {
    expect((await read('mail.txt', text('Look at the diff --git thing, and @@ -1 +1 @@ too'))).kind).toBe('text');
  });
});

const bomb = (): Uint8Array =>
  zipSync({
    'word/document.xml': new Uint8Array(readingLimits.unpackedBytes + 1),
    '[Content_Types].xml': text('<a/>'),
  });
const nested = (): Uint8Array => {
  const depth = 50_000;
  const body = `${'<w:p><w:r>'.repeat(depth)}<w:t>deep</w:t>${'</w:r></w:p>'.repeat(depth)}`;
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return zipSync({
    'word/document.xml': text(`<w:document xmlns:w="${namespace}"><w:body>${body}</w:body></w:document>`),
  });
};
const entities = (): Uint8Array => {
  const levels = Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`);
  const body = `<!DOCTYPE d [<!ENTITY e0 "ha">${levels.join('')}]><d>&e9;</d>`;
  return zipSync({ 'word/document.xml': text(body) });
};

describe('a file that is not taken', () => {
  it.each<[string, string, () => Uint8Array, RegExp]>([
    ['empty', 'a.txt', () => new Uint8Array(), /^is empty\. Check it, and send it again\.$/],
    ['blank', 'a.txt', () => text(' \n\t'), /holds blanks only/],
    ['locked', 'locked.pdf', () => documentOf('locked.pdf'), /locked with a password\. Save it without one/],
    [
      'scanned',
      'scan.pdf',
      () => documentOf('scan.pdf'),
      /pictures of pages and no text\. Send it after text recognition/,
    ],
    ['cut', 'truncated.pdf', () => documentOf('truncated.pdf'), /is broken: it cannot be opened as PDF/],
    ['cut', 'truncated.docx', () => documentOf('truncated.docx'), /is broken: its archive cannot be opened/],
    ['a picture', 'a.txt', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d]), /^is a picture\. I take patches/],
    [
      'a workbook',
      'a.docx',
      () => zipSync({ 'xl/workbook.xml': text('<a/>') }),
      /Excel workbook\. Save the sheet as CSV/,
    ],
    ['slides', 'a.docx', () => zipSync({ 'ppt/presentation.xml': text('<a/>') }), /PowerPoint/],
    ['an archive', 'a.zip', () => zipSync({ 'a.txt': text('words') }), /packed archive\. Unpack it/],
    [
      'an old document',
      'a.doc',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]),
      /old Office format\. Save it as Word/,
    ],
    [
      'a locked document',
      'a.docx',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      /locked with a password/,
    ],
    [
      'a program',
      'a.txt',
      () => Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]),
      /nothing that I can read as text/,
    ],
    ['a bomb', 'a.docx', bomb, /unpacks to more than any document holds/],
    ['deeply nested', 'a.docx', nested, /is broken|holds no text/],
    ['growing when read', 'a.docx', entities, /is broken|holds no text/],
    ['no document inside', 'a.docx', () => zipSync({ 'word/document.xml': text('<no') }), /is broken/],
  ])('says why: %s', async (_what, name, content, fault) => {
    await expect(read(name, content())).rejects.toThrow(fault);
  });

  it('says how much is read', async () => {
    await expect(read('many-pages.pdf', undefined, { pages: 100 })).rejects.toThrow(
      'has 120 pages; at most 100 are read. Send the part that matters.',
    );
    await expect(read('tex.pdf', undefined, { characters: 1_000 })).rejects.toThrow(/more than 1,000 characters/);
    await expect(read('a.txt', text('x'.repeat(2_000)), { characters: 1_000 })).rejects.toThrow(/more than 1,000/);
  });
});

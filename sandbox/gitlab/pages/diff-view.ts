import { html } from 'hono/html';
import type { FileDiff } from '../diff.ts';
import type { Html } from './layout.ts';

interface DiffLine {
  kind: 'hunk' | 'added' | 'removed' | 'context' | 'note';
  old: number | undefined;
  current: number | undefined;
  text: string;
}

const maxLinesPerFile = 1500;
const maxLines = 12_000;

export function parsePatch(patch: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let old = 0;
  let current = 0;
  for (const line of patch.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk !== null) {
      old = Number(hunk[1]);
      current = Number(hunk[2]);
      lines.push({ kind: 'hunk', old: undefined, current: undefined, text: line });
    } else if (line.startsWith('+'))
      lines.push({ kind: 'added', old: undefined, current: current++, text: line.slice(1) });
    else if (line.startsWith('-')) lines.push({ kind: 'removed', old: old++, current: undefined, text: line.slice(1) });
    else if (line.startsWith(' ')) lines.push({ kind: 'context', old: old++, current: current++, text: line.slice(1) });
    else lines.push({ kind: 'note', old: undefined, current: undefined, text: line.replace(/^\\ /, '') });
  }
  return lines;
}

function countLines(diffs: FileDiff[]): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  for (const diff of diffs) {
    for (const { kind } of parsePatch(diff.patch)) {
      if (kind === 'added') added += 1;
      if (kind === 'removed') removed += 1;
    }
  }
  return { added, removed };
}

export function diffView(diffs: FileDiff[]): Html {
  const { added, removed } = countLines(diffs);
  let left = maxLines;
  const files = diffs.map((diff) => {
    const lines = diff.patch === '' ? [] : parsePatch(diff.patch);
    const shown = lines.slice(0, Math.max(0, Math.min(maxLinesPerFile, left)));
    left -= shown.length;
    return fileView(diff, shown, lines.length - shown.length);
  });
  return html`<section class="diff" id="changes">
<h2>Changes <span class="count">${diffs.length} ${diffs.length === 1 ? 'file' : 'files'}</span> <span class="plus">+${added}</span> <span class="minus">−${removed}</span></h2>
${files}
</section>`;
}

function fileView(diff: FileDiff, lines: DiffLine[], hidden: number): Html {
  return html`<details class="file card" open>
<summary><span class="path">${diff.renamed ? html`${diff.oldPath} → ` : ''}${diff.deleted ? diff.oldPath : diff.newPath}</span>${label(diff)}</summary>
${lines.length === 0 ? html`<p class="quiet">${emptyReason(diff)}</p>` : html`<div class="scroll"><table class="code"><tbody>${lines.map(row)}</tbody></table></div>`}
${hidden > 0 ? html`<p class="quiet">${hidden} more lines are not shown here.</p>` : ''}
</details>`;
}

function label(diff: FileDiff): Html {
  const words: string[] = [];
  if (diff.added) words.push('new');
  else if (diff.deleted) words.push('deleted');
  else if (diff.renamed) words.push('renamed');
  if (!diff.added && !diff.deleted && diff.oldMode !== diff.newMode) words.push(`${diff.oldMode} → ${diff.newMode}`);
  return html`${words.map((word) => html`<span class="tag">${word}</span>`)}`;
}

function emptyReason(diff: FileDiff): string {
  if (diff.tooLarge) return 'This change is too large to be shown.';
  return diff.renamed ? 'The file moved; its content is the same.' : 'The content is the same.';
}

const signs = { added: '+', removed: '−', context: '', hunk: '', note: '' };

function row({ kind, old, current, text }: DiffLine): Html {
  return html`<tr class="${kind}"><td class="number">${old ?? ''}</td><td class="number">${current ?? ''}</td><td class="sign">${signs[kind]}</td><td class="text">${text}</td></tr>`;
}

import { html } from 'hono/html';
import { type DiffFile, type DiffLine, readDiff } from './diff.ts';
import { type Html, nothing } from './html.ts';

/** Longer files start folded; nothing is left out of them. */
const foldAbove = 400;
const signs: Readonly<Record<DiffLine['kind'], string>> = {
  header: '',
  hunk: '',
  added: '+',
  removed: '−',
  context: '',
  note: '',
};

/** Characters that do not show, or that turn the direction of the text, are named: what is approved has to be seen. */
const unseen = /((?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u;

export function showUnseen(text: string): Html {
  const pieces = text.split(unseen);
  if (pieces.length === 1) return html`${text}`;
  const nameOf = (letter: string): string =>
    `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<span class="unseen">${nameOf(piece)}</span>` : piece))}`;
}

const row = ({ kind, old, current, text }: DiffLine): Html =>
  html`<tr class="${kind}"><td class="number">${old ?? ''}</td><td class="number">${current ?? ''}</td><td class="sign">${signs[kind]}</td><td class="text">${showUnseen(text)}</td></tr>`;

const counts = ({ added, removed }: Pick<DiffFile, 'added' | 'removed'>): Html =>
  html`<span class="counts"><span class="plus">+${added}</span> <span class="minus">−${removed}</span></span>`;

function nameOf({ path, previousPath }: DiffFile): Html {
  if (previousPath === undefined) return html`${showUnseen(path || 'Change')}`;
  return html`${showUnseen(previousPath)} → ${showUnseen(path)}`;
}

/** Says no more than the title of its section: the names of a file that stays where it is. */
function isInTitle({ path, change }: DiffFile, { kind, text }: DiffLine): boolean {
  const plain = [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `--- a/${path}\t`,
    `+++ b/${path}\t`,
  ];
  return kind === 'header' && change === 'changed' && plain.includes(text);
}

function fileView(file: DiffFile): Html {
  const rows = file.lines.filter((line) => !isInTitle(file, line)).map(row);
  const isFolded = file.lines.length > foldAbove;
  return html`<details class="file"${isFolded ? '' : html` open`}>
<summary><span class="path">${nameOf(file)}</span>${file.change === 'changed' ? '' : html` <span class="tag">${file.change}</span>`}${isFolded ? html` <span class="quiet">${file.lines.length} lines</span>` : ''}${counts(file)}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Change of ${file.path}"><table class="diff"><tbody>${rows}</tbody></table></div>
</details>`;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A unified diff, whole, in a part that folds for each file. */
export function diffView(diff: string | undefined): Html {
  if (diff === undefined || diff.trim() === '') return nothing;
  const files = readDiff(diff);
  const total = { added: 0, removed: 0 };
  for (const { added, removed } of files) {
    total.added += added;
    total.removed += removed;
  }
  return html`<section class="changes" id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">The change <span class="quiet">${plural(files.length, 'file')}</span> ${counts(total)}</h2>
${files.map(fileView)}
</section>`;
}

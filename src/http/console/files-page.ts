import { html } from 'hono/html';
import { isPermitted, type KeptFile, kindNames, type Principal, writeFileReference } from '../../core/index.ts';
import { type Html, nothing } from '../html.ts';
import type { Page } from './layout.ts';
import { alert } from './messages.ts';
import { paths } from './paths.ts';
import { when } from './time.ts';

export const maxShown = 100;

const units = ['bytes', 'KB', 'MB'] as const;
function sizeOf(bytes: number): string {
  const step = bytes < 1_024 ? 0 : bytes < 1_048_576 ? 1 : 2;
  const value = bytes / 1_024 ** step;
  return `${step === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

const referenceOf = ({ number }: KeptFile): string => writeFileReference({ kind: 'attachment', number });

const row = (file: KeptFile, now: Date): Html => html`<tr>
<td data-label="File" class="wide"><a href="${paths.file(file.number)}">${file.name}</a> <span class="quiet under"><code>${referenceOf(file)}</code></span></td>
<td data-label="Kind">${kindNames[file.kind]}</td><td data-label="Size">${sizeOf(file.bytes)}</td><td data-label="Pages">${file.pages}</td>
<td data-label="Project">${file.project}</td><td data-label="Brought by">${file.person}</td><td data-label="When">${when(file.at, now)}</td></tr>`;

const none = html`<section class="card empty"><h2>No files yet</h2>
<p>A file that you send here, or in a chat, is kept with its text. Then a plan, a lead or a merge request can be made from it.</p></section>`;

interface Form {
  principal: Principal;
  formToken: string;
}

function uploadForm({ principal, formToken }: Form): Html {
  if (!isPermitted(principal, 'documents:files:create') || principal.projects.length === 0) return nothing;
  const projects = principal.projects.map((path) => html`<option>${path}</option>`);
  return html`<form class="card upload" method="post" action="${paths.files}" enctype="multipart/form-data">
<input type="hidden" name="token" value="${formToken}">
<label>File <span class="quiet">patch, PDF, Word (.docx), Markdown, text or CSV, up to 50 MB</span><input type="file" name="file" required></label>
<label>Project <select name="project">${projects}</select></label>
<button class="primary" type="submit">Keep the file</button></form>`;
}

export interface FilesView extends Form {
  files: readonly KeptFile[];
  now: Date;
  fault?: string;
  /** The number of one that was just kept. */
  kept?: number;
}

const keptNote = ({ kept, files }: FilesView): Html => {
  const file = files.find(({ number }) => number === kept);
  if (!file) return nothing;
  return html`<div class="note" role="status"><p><a href="${paths.file(file.number)}">${file.name}</a> is kept. Where a form or a command takes a file, write <code>${referenceOf(file)}</code>.</p></div>`;
};

export function filesPage(view: FilesView): Page {
  const { files, now, fault } = view;
  const table = html`<table class="runs"><thead><tr><th scope="col">File</th><th scope="col">Kind</th><th scope="col">Size</th><th scope="col">Pages</th><th scope="col">Project</th><th scope="col">Brought by</th><th scope="col">When</th></tr></thead>
<tbody>${files.map((file) => row(file, now))}</tbody></table>`;
  return {
    title: 'Files',
    section: 'files',
    body: html`<h1>Files</h1><p class="quiet">Of your projects.</p>
${fault === undefined ? nothing : alert(fault)}${keptNote(view)}${uploadForm(view)}${files.length === 0 ? none : table}
${files.length === maxShown ? html`<p class="quiet">The latest ${maxShown}.</p>` : ''}`,
  };
}

export interface FileView {
  file: KeptFile;
  from: number;
  pages: readonly string[];
  now: Date;
}

/** What a file says, some pages at a time. */
export function filePage({ file, from, pages, now }: FileView): Page {
  const next = from + pages.length;
  const texts = pages.map(
    (text, index) =>
      html`<section class="group">${file.pages > 1 ? html`<h2>Page ${from + index} of ${file.pages}</h2>` : ''}<pre class="text">${text}</pre></section>`,
  );
  return {
    title: file.name,
    section: 'files',
    body: html`<h1>${file.name}</h1>
<p class="quiet"><code>${referenceOf(file)}</code>, ${kindNames[file.kind]}, ${sizeOf(file.bytes)}, ${file.project}. Brought by ${file.person}, ${when(file.at, now)}.</p>
<p><a class="button" href="${paths.fileContent(file.number)}">Download</a></p>
${texts}${next <= file.pages ? html`<p><a class="button" href="${paths.file(file.number)}?page=${next}">More from page ${next} on</a></p>` : ''}`,
  };
}

import { html } from 'hono/html';
import type { Picture } from '../../core/index.ts';
import { type Html, nothing } from '../html.ts';

/** What a picture shows, with its words for who cannot see it; by itself it is as large as the window. */
export function pictureList(pictures: readonly Picture[] | undefined, pathOf: (index: number) => string): Html {
  if (!pictures || pictures.length === 0) return nothing;
  const figure = ({ alt }: Picture, index: number): Html =>
    html`<figure class="picture"><a href="${pathOf(index)}"><img src="${pathOf(index)}" alt="${alt}" loading="lazy"></a></figure>`;
  return html`${pictures.map(figure)}`;
}

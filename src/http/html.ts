import { html } from 'hono/html';

/** A piece of a page. Whatever text is put into it by `html` is escaped. */
export type Html = ReturnType<typeof html>;

export const nothing: Html = html``;

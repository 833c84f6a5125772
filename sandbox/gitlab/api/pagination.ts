import type { Request, Response } from 'express';
import { invalid } from '../errors.ts';

export interface Paging {
  page: number;
  per_page: number;
}

const maxPerPage = 100;

/** Where a page starts and ends. GitLab cuts `per_page` at 100, takes a page below 1 as the first and refuses 0 a page. */
export function pageRange({ page, per_page }: Paging): { page: number; perPage: number; offset: number } {
  if (per_page === 0) throw invalid('per_page has a value not allowed');
  if (per_page < 0) throw invalid('per_page is invalid');
  const perPage = Math.min(per_page, maxPerPage);
  const current = Math.min(Math.max(page, 1), 1_000_000);
  return { page: current, perPage, offset: (current - 1) * perPage };
}

export interface PageContext {
  request: Request;
  response: Response;
  /** The API's public base, for the links to the other pages. */
  url: string;
}

/** One page of a list that is known as a whole, with the headers that clients walk on. */
export function paginate<T>(context: PageContext, paging: Paging, items: T[]): T[] {
  const { page, perPage, offset } = pageRange(paging);
  const totalPages = Math.ceil(items.length / perPage);
  const next = page < totalPages ? page + 1 : undefined;
  setHeaders(context, { page, perPage, next });
  context.response.set({ 'X-Total': String(items.length), 'X-Total-Pages': String(totalPages) });
  context.response.set('Link', links(context, { page, perPage, next, last: Math.max(totalPages, 1) }));
  return items.slice(offset, offset + perPage);
}

/** One page of a list whose length nobody counted (GitLab does not count commits): `items` may hold one more than the page. */
export function paginateUncounted<T>(context: PageContext, paging: Paging, items: T[]): T[] {
  const { page, perPage } = pageRange(paging);
  const next = items.length > perPage ? page + 1 : undefined;
  setHeaders(context, { page, perPage, next });
  context.response.set('Link', links(context, { page, perPage, next }));
  return items.slice(0, perPage);
}

interface Position {
  page: number;
  perPage: number;
  next: number | undefined;
  last?: number;
}

function setHeaders({ response }: PageContext, { page, perPage, next }: Position): void {
  response.set({
    'X-Page': String(page),
    'X-Per-Page': String(perPage),
    'X-Next-Page': next === undefined ? '' : String(next),
    'X-Prev-Page': page > 1 ? String(page - 1) : '',
  });
}

function links({ request, url }: PageContext, { page, perPage, next, last }: Position): string {
  const [path = '', search = ''] = request.url.split('?');
  const to = (target: number, rel: string) => {
    const query = new URLSearchParams(search);
    query.set('page', String(target));
    query.set('per_page', String(perPage));
    return `<${url}${path}?${query}>; rel="${rel}"`;
  };
  const all = page > 1 ? [to(page - 1, 'prev')] : [];
  if (next !== undefined) all.push(to(next, 'next'));
  all.push(to(1, 'first'));
  if (last !== undefined) all.push(to(last, 'last'));
  return all.join(', ');
}

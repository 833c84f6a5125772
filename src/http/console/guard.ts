import type express from 'express';
import { AppError } from '../../core/index.ts';

// No inline script or style, no other site's anything, and no frame around a page with an approve button.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const isHttps = (publicUrl: string): boolean => new URL(publicUrl).protocol === 'https:';

/** Headers of every answer; pages are never kept by a browser or a proxy. */
export function secureHeaders(publicUrl: string): express.RequestHandler {
  const headers = {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    ...(isHttps(publicUrl) ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

function isFromHere(request: express.Request, publicUrl: string): boolean {
  const origin = request.get('origin');
  if (origin === undefined) return request.get('sec-fetch-site') === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const { hostname, host } = new URL(origin);
  // On this very machine any port may lead here; another site cannot call itself by these names.
  const isThisMachine = loopback.includes(hostname) && host === request.get('host');
  return isThisMachine || origin === new URL(publicUrl).origin;
}

/** Refuses a form that another site sent. */
export function checkOrigin(request: express.Request, publicUrl: string): void {
  if (isFromHere(request, publicUrl)) return;
  throw new AppError(
    'permission.denied',
    `This was not sent from a page of this console, so nothing was changed. Open the console at ${publicUrl}/console and try again there.`,
  );
}

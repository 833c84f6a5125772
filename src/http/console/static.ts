import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import express from 'express';
import { base } from './paths.ts';

interface Asset {
  name: string;
  type: string;
  content: Buffer;
  /** With the content's hash, so that a browser may keep it for good. */
  url: string;
}

function load(name: string, type: string, file: string | URL): Asset {
  const content = readFileSync(file);
  const version = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { name, type, content, url: `${base}/static/${name}?v=${version}` };
}

const htmxFile = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');
export const assets = {
  style: load('console.css', 'text/css', new URL('./console.css', import.meta.url)),
  script: load('htmx.js', 'text/javascript', htmxFile),
  times: load('local-times.js', 'text/javascript', new URL('./local-times.js', import.meta.url)),
  icon: load('icon.svg', 'image/svg+xml', new URL('./icon.svg', import.meta.url)),
};

/** The style sheet, the icon, our few lines of script and htmx, from this server: no page loads anything from elsewhere. */
export function staticFiles(): express.Router {
  const router = express.Router({ caseSensitive: true });
  for (const { name, type, content } of Object.values(assets)) {
    router.get(`/${name}`, (_request, response) => {
      response.set('Cache-Control', 'public, max-age=31536000, immutable').type(type).send(content);
    });
  }
  return router;
}

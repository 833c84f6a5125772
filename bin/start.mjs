#!/usr/bin/env node
// Everything on this machine: the product, its database, and the vendors in miniature.
// Plain JavaScript that the host's Node runs before any package is there.
import { runEntry } from './launch/entry.mjs';

await runEntry('sandbox', 'main.ts');

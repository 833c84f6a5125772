#!/usr/bin/env node
// The product alone, with real vendors.
// Plain JavaScript that the host's Node runs before any package is there.
import { runEntry } from './launch/entry.mjs';

await runEntry('src', 'main.ts');

#!/usr/bin/env node
// Measures the product against floors in the same run.
// Plain JavaScript that the host's Node runs before any package is there.
import { runEntry } from './launch/entry.mjs';

await runEntry('bench', 'main.ts');

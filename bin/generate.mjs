#!/usr/bin/env node
// Writes the generated files anew.
// Plain JavaScript that the host's Node runs before any package is there.
import { runEntry } from './launch/entry.mjs';

await runEntry('scripts', 'generate.ts');

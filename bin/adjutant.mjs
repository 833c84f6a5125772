#!/usr/bin/env node
// The command line, for an Adjutant that runs here or elsewhere.
// Plain JavaScript that the host's Node runs before any package is there.
import { runHere } from './launch/entry.mjs';

await runHere('src', 'cli', 'main.ts');

#!/usr/bin/env node
// The command line, for an Adjutant that runs here or elsewhere.
// Plain JavaScript that the host's Node runs before any package is there.
import { runHere } from './launch/entry.mjs';

// The kill switch is turned on the database itself; everything else is asked of what runs.
await runHere('src', ...(process.argv[2] === 'kill-switch' ? ['main.ts'] : ['cli', 'main.ts']));

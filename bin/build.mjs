#!/usr/bin/env node
// Makes the product as a package in dist/.
// Plain JavaScript that the host's Node runs before any package is there.
import { runEntry } from './launch/entry.mjs';

await runEntry('scripts', 'build.ts');

#!/usr/bin/env node
// Kills the product at random moments, and judges from outside whether it kept its promises.
// Plain JavaScript that the host's Node runs before any package is there.
import { runEntry } from './launch/entry.mjs';

await runEntry('chaos', 'main.ts');

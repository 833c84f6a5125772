import { claimInstance } from '../../src/platform/state-folder.ts';

/** A program that holds the claim on a state folder until it is killed. */
const instance = claimInstance(process.argv[2] ?? '');
instance.announce('http://127.0.0.1:3000');
console.log('held');
setInterval(() => instance, 60_000);

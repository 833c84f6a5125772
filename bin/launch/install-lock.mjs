import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stateFolder } from './place.mjs';

const folder = join(stateFolder, 'installing');
const beatMs = 1000;
/** A holder that gave no sign of life for so long was killed. */
const deadAfterMs = 10_000;

/** Runs `work` while no other launcher of this checkout installs; `onWait` is told once if it has to wait. */
export async function whileAlone(work, onWait) {
  for (let isFirst = true; !take(); isFirst = false) {
    if (isFirst) onWait();
    await delay(200);
  }
  const beat = setInterval(() => utimesSync(folder, new Date(), new Date()), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Making a folder either works or tells that somebody else was faster. */
function take() {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned()) rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned() {
  const made = statSync(folder, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > deadAfterMs;
}

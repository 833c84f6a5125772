import { parentPort } from 'node:worker_threads';
import type { ReadingLimits } from './limits.ts';
import { type FileText, readFile } from './read-file.ts';
import { FileFault } from './refuse-file.ts';

export interface ReadingTask {
  name: string;
  content: Uint8Array;
  limits: ReadingLimits;
}

/** What is wrong with the file is an answer, too. */
export type ReadingResult = FileText | { fault: string };

parentPort?.on('message', async ({ id, task }: { id: number; task: ReadingTask }) => {
  try {
    const result: ReadingResult = await readFile(task.name, task.content, task.limits);
    parentPort?.postMessage({ id, result });
  } catch (error) {
    if (error instanceof FileFault) parentPort?.postMessage({ id, result: { fault: error.message } });
    else parentPort?.postMessage({ id, fault: String(error) });
  }
});

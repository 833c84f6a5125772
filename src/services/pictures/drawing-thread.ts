import { parentPort } from 'node:worker_threads';
import type { Picture } from '../../core/index.ts';
import { drawPng, drawSvg } from './draw.ts';

/** What the main thread asks for. */
export interface DrawingTask {
  form: 'png' | 'svg';
  picture: Picture;
}

parentPort?.on('message', ({ id, task }: { id: number; task: DrawingTask }) => {
  try {
    const result = task.form === 'png' ? drawPng(task.picture) : drawSvg(task.picture);
    parentPort?.postMessage({ id, result });
  } catch (error) {
    parentPort?.postMessage({ id, fault: String(error) });
  }
});

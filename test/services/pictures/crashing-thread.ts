import { parentPort } from 'node:worker_threads';

interface Question {
  id: number;
  task: string;
}

/** A thread that does what it is told, and dies of some of it. */
parentPort?.on('message', ({ id, task }: Question) => {
  if (task === 'exit') process.exit(3);
  if (task === 'throw') throw new Error('thrown in the thread');
  if (task === 'hang') for (;;);
  if (task === 'fail') return parentPort?.postMessage({ id, fault: 'no such thing' });
  parentPort?.postMessage({ id, result: `${task} by ${process.pid}` });
});

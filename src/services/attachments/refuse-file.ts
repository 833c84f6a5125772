import { AppError } from '../../core/index.ts';

/** What is wrong with a file, and what to do about it. Its sentence begins with what is said of “the file”. */
export class FileFault extends Error {}

/** For who brought it. */
export const refuseFile = (name: string, fault: string): AppError =>
  new AppError('input.invalid', `“${name.slice(0, 100)}” ${fault}`, { fields: { file: fault } });

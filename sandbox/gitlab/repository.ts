import { join } from 'node:path';
import type { Git, GitOptions, GitResult } from './git.ts';

/** One bare repository: every module about its content takes this. */
export interface Repository {
  readonly path: string;
  run(args: string[], options?: Omit<GitOptions, 'repository'>): Promise<GitResult>;
  text(args: string[], options?: Omit<GitOptions, 'repository'>): Promise<string>;
}

export function openRepository(git: Git, path: string): Repository {
  const run: Repository['run'] = (args, options = {}) => git.run(args, { ...options, repository: path });
  return { path, run, text: async (args, options) => (await run(args, options)).stdout.toString() };
}

export const repositoryPath = (folder: string, projectPath: string): string => join(folder, `${projectPath}.git`);

/** Records that end with NUL: how git prints names that may hold anything else. */
export function records(output: string): string[] {
  const parts = output.split('\0');
  parts.pop();
  return parts;
}

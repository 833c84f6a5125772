import { z } from 'zod';
import { faultPoints } from '../src/core/index.ts';

const killAt = new RegExp(`^(${faultPoints.join('|')}):\\d+$`);

const settings = z.object({
  /** Port of the vendors. Left out: the one after the application's, or the next free one. */
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** The folder that becomes the GitLab projects. Left out: this checkout. */
  SANDBOX_REPOSITORY: z.string().min(1).optional(),
  /** Where the state folder lies. Left out: in this checkout. */
  SANDBOX_FOLDER: z.string().min(1).optional(),
  /** `on`: free words are understood by a model that the sandbox plays. Settings of a model of one's own go before it. */
  SANDBOX_MODEL: z.enum(['on', 'off']).default('off'),
  /** For crash tests: the process ends itself with SIGKILL at the n-th time that it reaches a point, `effect.after-call:1`. */
  SANDBOX_KILL_AT: z.string().regex(killAt).optional(),
});
export type SandboxConfig = z.output<typeof settings>;

export function loadSandboxConfig(environment: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const result = settings.safeParse(environment);
  if (result.success) return result.data;
  throw new Error(`These settings of the sandbox need mending:\n${z.prettifyError(result.error)}`);
}

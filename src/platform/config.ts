import { z } from 'zod';
import { chatSettings } from './config/chat.ts';
import { faultsBetween } from './config/faults.ts';
import { limitsSettings } from './config/limits.ts';
import { mcpSettings } from './config/mcp.ts';
import { modelSettings } from './config/model.ts';
import { observabilitySettings } from './config/observability.ts';
import { processSettings } from './config/process.ts';
import { workSettings } from './config/work.ts';

/** Every setting, from the environment. `docs/configuration.md` is written from here. */
export const settings = z.object({
  ...processSettings,
  ...chatSettings,
  ...mcpSettings,
  ...modelSettings,
  ...workSettings,
  ...limitsSettings,
  ...observabilitySettings,
});
export type Config = Readonly<z.output<typeof settings>>;

/** Reads all settings at once. Throws one error that names every fault. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in settings.shape && value !== ''),
  );
  const result = settings.safeParse(given);
  const issues = result.error?.issues ?? [];
  const faults = [...issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`), ...faultsBetween(given)];
  if (!result.success || faults.length > 0) throw new Error(`These settings need mending:\n  ${faults.join('\n  ')}`);
  return Object.freeze(result.data);
}

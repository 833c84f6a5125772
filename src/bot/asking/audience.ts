import { createRegistry, isPermitted, type Principal, type Registry } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import type { ChatDoor } from './chat-door.ts';

/** Who is told something, and where. */
export interface Audience {
  principal: Principal;
  door: ChatDoor;
  /** What they may do: the registry without the rest, and without what is at no door. */
  own: Registry;
  /** Words that name no agent are understood, too. */
  hasModel: boolean;
}

export function audienceOf(
  { registry, models }: Pick<Services, 'registry'> & { models: Pick<Services['models'], 'isThere'> },
  principal: Principal,
  door: ChatDoor,
): Audience {
  const atADoor = new Set(registry.list());
  const agents = registry.agents.map((agent) => ({
    ...agent,
    capabilities: agent.capabilities.filter((each) => atADoor.has(each) && isPermitted(principal, each.permission)),
  }));
  return {
    principal,
    door,
    own: createRegistry(
      agents.filter((agent) => agent.capabilities.length > 0),
      registry,
    ),
    hasModel: models.isThere,
  };
}

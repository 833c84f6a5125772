import type { Principal, Role } from './principal.ts';

const reading = ['identity:self:read', 'orchestrator:runs:read'] as const;
const changing = ['gitlab:branches:create', 'gitlab:merge-requests:create'] as const;
/** Deciding is for people: it is in no token's scopes, is no tool and no capability. */
export const decidePermission = 'approvals:effects:decide';

export const permissions = [...reading, ...changing, decidePermission] as const;
export type Permission = (typeof permissions)[number];

/** Default deny: what a role is not given here, it may not do. */
export const matrix: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  manager: permissions,
  developer: permissions,
  member: [...reading, ...changing],
  viewer: reading,
  stakeholder: reading,
};

export function isPermitted(principal: Principal, permission: Permission): boolean {
  const byRole = principal.roles.some((role) => matrix[role].includes(permission));
  if (!byRole) return false;
  if (principal.scopes === undefined) return true;
  return permission !== decidePermission && principal.scopes.includes(permission);
}

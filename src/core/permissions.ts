import type { Principal, Role } from './principal.ts';

const reading = [
  'identity:self:read',
  'orchestrator:runs:read',
  'orchestrator:feedback:create',
  'planning:plans:read',
  'risk:registers:read',
  'marketing:posts:draft',
  'communications:reports:read',
  'communications:schedules:read',
  'gitlab:merge-requests:read',
] as const;
const changing = [
  'gitlab:branches:create',
  'gitlab:merge-requests:create',
  'gitlab:issues:create',
  'planning:plans:change',
  'risk:registers:change',
  'x:posts:create',
  'salesforce:leads:create',
  'salesforce:records:update',
  'salesforce:tasks:create',
  'slack:announcements:create',
  'communications:schedules:change',
] as const;
/** Who asked what and who approved it, of the whole organisation. */
const overseeing = ['audit:trail:read'] as const;
/** Deciding is for people: it is in no token's scopes, is no tool and no capability. */
export const decidePermission = 'approvals:effects:decide';

export const permissions = [...reading, ...changing, ...overseeing, decidePermission] as const;
export type Permission = (typeof permissions)[number];

/** Default deny: what a role is not given here, it may not do. */
export const matrix: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  manager: permissions,
  developer: [...reading, ...changing, decidePermission],
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

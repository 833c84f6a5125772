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
  'documents:files:read',
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
  'documents:files:create',
] as const;
/** Who asked what and who approved it, of the whole organisation. */
const overseeing = ['audit:trail:read'] as const;
/** Deciding is for people: it is in no token's scopes, is no tool and no capability. So are the organisation's kill switch, and who has to approve what. */
export const decidePermission = 'approvals:effects:decide';
export const stopPermission = 'approvals:switch:pull';
export const policyPermission = 'approvals:policy:change';
const personal = [decidePermission, stopPermission, policyPermission] as const;

export const permissions = [...reading, ...changing, ...overseeing, ...personal] as const;
export type Permission = (typeof permissions)[number];
/** No token carries it. */
export const isPersonal = (permission: string): boolean => personal.some((each) => each === permission);

/** What each lets somebody do, for who is told that they may not. */
const deeds: Readonly<Record<Permission, string>> = {
  'identity:self:read': 'seeing who you are',
  'orchestrator:runs:read': 'asking in words and looking at runs',
  'orchestrator:feedback:create': 'rating answers',
  'planning:plans:read': 'looking at plans',
  'risk:registers:read': 'looking at risks',
  'marketing:posts:draft': 'drafting posts',
  'communications:reports:read': 'writing reports',
  'communications:schedules:read': 'looking at schedules',
  'documents:files:read': 'reading files',
  'gitlab:merge-requests:read': 'following merge requests',
  'gitlab:branches:create': 'making branches in GitLab',
  'gitlab:merge-requests:create': 'opening merge requests in GitLab',
  'gitlab:issues:create': 'making issues in GitLab',
  'planning:plans:change': 'making and changing plans',
  'risk:registers:change': 'assessing and changing risks',
  'x:posts:create': 'publishing posts on X',
  'salesforce:leads:create': 'making leads in Salesforce',
  'salesforce:records:update': 'changing leads in Salesforce',
  'salesforce:tasks:create': 'planning follow-ups in Salesforce',
  'slack:announcements:create': 'announcing something in a channel',
  'communications:schedules:change': 'setting up and changing schedules',
  'documents:files:create': 'keeping files',
  'audit:trail:read': 'looking at the audit trail',
  'approvals:effects:decide': 'deciding about requests',
  'approvals:switch:pull': 'pulling the kill switch',
  'approvals:policy:change': 'saying who has to approve what',
};
/** In words of a person: `opening merge requests in GitLab`. */
export const deedOf = (permission: Permission): string => deeds[permission];

/** Default deny: what a role is not given here, it may not do. */
export const matrix: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  manager: [...reading, ...changing, ...overseeing, decidePermission],
  developer: [...reading, ...changing, decidePermission],
  member: [...reading, ...changing],
  viewer: reading,
  stakeholder: reading,
};

/** Those who may do it, as a list in a sentence: `developers, managers and admins`. */
export function whoMay(permission: Permission): string {
  const roles = Object.entries(matrix).filter(([, allowed]) => allowed.includes(permission));
  const names = roles.map(([role]) => `${role}s`).toReversed();
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

export function isPermitted(principal: Principal, permission: Permission): boolean {
  const byRole = principal.roles.some((role) => matrix[role].includes(permission));
  if (!byRole) return false;
  if (principal.scopes === undefined) return true;
  return !isPersonal(permission) && principal.scopes.includes(permission);
}

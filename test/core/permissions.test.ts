import { describe, expect, it } from 'vitest';
import {
  decidePermission,
  isPermitted,
  isPersonal,
  type Permission,
  permissions,
  type Role,
  roles,
  stopPermission,
} from '../../src/core/index.ts';
import { maria } from './registry.ts';

const may = (given: readonly Role[], permission: Permission, scopes?: readonly string[]): boolean =>
  isPermitted({ ...maria, roles: given, scopes }, permission);

describe('permissions', () => {
  it('are what this table says', () => {
    const width = Math.max(...permissions.map(({ length }) => length));
    const row = (permission: Permission): string =>
      `${permission.padEnd(width)} ${roles.map((role) => (may([role], permission) ? 'yes' : '-').padEnd(role.length)).join(' ')}`;
    const table = [`${''.padEnd(width)} ${roles.join(' ')}`, ...permissions.map(row)].map((line) => line.trimEnd());
    expect(`\n${table.join('\n')}\n`).toMatchInlineSnapshot(`
      "
                                      admin manager developer member viewer stakeholder
      identity:self:read              yes   yes     yes       yes    yes    yes
      orchestrator:runs:read          yes   yes     yes       yes    yes    yes
      orchestrator:feedback:create    yes   yes     yes       yes    yes    yes
      planning:plans:read             yes   yes     yes       yes    yes    yes
      risk:registers:read             yes   yes     yes       yes    yes    yes
      marketing:posts:draft           yes   yes     yes       yes    yes    yes
      communications:reports:read     yes   yes     yes       yes    yes    yes
      communications:schedules:read   yes   yes     yes       yes    yes    yes
      documents:files:read            yes   yes     yes       yes    yes    yes
      gitlab:merge-requests:read      yes   yes     yes       yes    yes    yes
      gitlab:branches:create          yes   yes     yes       yes    -      -
      gitlab:merge-requests:create    yes   yes     yes       yes    -      -
      gitlab:issues:create            yes   yes     yes       yes    -      -
      planning:plans:change           yes   yes     yes       yes    -      -
      risk:registers:change           yes   yes     yes       yes    -      -
      x:posts:create                  yes   yes     yes       yes    -      -
      salesforce:leads:create         yes   yes     yes       yes    -      -
      salesforce:records:update       yes   yes     yes       yes    -      -
      salesforce:tasks:create         yes   yes     yes       yes    -      -
      slack:announcements:create      yes   yes     yes       yes    -      -
      communications:schedules:change yes   yes     yes       yes    -      -
      documents:files:create          yes   yes     yes       yes    -      -
      audit:trail:read                yes   yes     -         -      -      -
      approvals:effects:decide        yes   yes     yes       -      -      -
      approvals:switch:pull           yes   -       -         -      -      -
      approvals:policy:change         yes   -       -         -      -      -
      "
    `);
  });

  const cells = roles.flatMap((role) => permissions.map((permission) => [role, permission] as const));
  it.each(cells)('a token of a %s for nothing but %s gives that at most', (role, permission) => {
    const granted = permissions.filter((each) => may([role], each, [permission]));
    const isGiven = may([role], permission) && !isPersonal(permission);
    expect(granted).toEqual(isGiven ? [permission] : []);
  });

  it.each(roles)('a %s cannot decide with a token, whatever it carries', (role) => {
    expect(([decidePermission, stopPermission] as const).filter((each) => may([role], each, permissions))).toEqual([]);
  });

  it('are denied to who has no role', () => {
    expect(permissions.filter((permission) => may([], permission))).toEqual([]);
  });

  it('add up over roles', () => {
    expect(may(['viewer', 'member'], 'gitlab:branches:create')).toBe(true);
  });
});

export const roles = ['admin', 'manager', 'developer', 'member', 'viewer', 'stakeholder'] as const;
export type Role = (typeof roles)[number];

export const doors = ['slack', 'teams', 'mcp', 'rest', 'console', 'schedule'] as const;
export type Door = (typeof doors)[number];

/** Who asks: read afresh from the database for each verified request, never taken from what the request says. */
export interface Principal {
  tenant: string;
  person: string;
  name: string;
  door: Door;
  roles: readonly Role[];
  /** Permissions that the presented token carries; a person at a chat or in the console has no token: `undefined`. */
  scopes: readonly string[] | undefined;
  /** Paths of the projects whose data this person may use, sorted. */
  projects: readonly string[];
}

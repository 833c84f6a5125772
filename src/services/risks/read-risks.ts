import type { Principal, RiskReader } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { readRegister, readRisks, toRisk } from './risk-rows.ts';

export const createRiskReader = (database: Database, { tenant, projects }: Principal): RiskReader => ({
  register: async (project) =>
    projects.includes(project) ? database.withTenant(tenant, (tx) => readRegister(tx, project)) : [],
  find: (number) =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await readRisks(tx, 'r.project = any ($1) and r.number = $2::bigint', [projects, number]);
      return row && toRisk(row);
    }),
});

import type { PeopleReader, Principal } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';

export const createPeopleReader = (database: Database, { tenant, projects }: Principal): PeopleReader => ({
  async members(project) {
    if (!projects.includes(project)) return [];
    const rows = await database.withTenant(tenant, (tx) =>
      tx.query<{ name: string }>(
        `select p.name from people p
         where p.is_active and ('admin' = any (p.roles) or exists (
           select 1 from project_members m join projects j on j.id = m.project_id
           where m.person_id = p.id and j.path = $1))
         order by p.name`,
        [project],
      ),
    );
    return rows.map(({ name }) => name);
  },
});

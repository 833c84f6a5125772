import type pg from 'pg';

/** Tables of the schema that belong to no tenant. */
const common = ['migrations', 'effect_transitions', 'installation_stops'];
const loginRoles = ['adjutant_app', 'adjutant_queue', 'adjutant_graph', 'adjutant_limits'];
/** What may look across tenants, and what it answers with. */
export const acrossFunctions: Readonly<Record<string, string>> = {
  due_conversations: 'TABLE(tenant_id uuid, id uuid)',
  due_effects: 'TABLE(tenant_id uuid, id uuid)',
  due_follows: 'TABLE(tenant_id uuid, id uuid)',
  due_messages: 'TABLE(tenant_id uuid, id uuid)',
  due_schedules: 'TABLE(tenant_id uuid, id uuid)',
  fired_schedules: 'TABLE(tenant_id uuid, id uuid)',
  find_installation: 'TABLE(tenant_id uuid, id uuid)',
  find_person: 'TABLE(tenant_id uuid, id uuid)',
  find_token: 'TABLE(tenant_id uuid, id uuid)',
  holds_run: 'boolean',
  lapsed_effects: 'TABLE(tenant_id uuid, id uuid)',
  misheld_effects: 'TABLE(tenant_id uuid, id uuid)',
  unlinked_audit: 'TABLE(tenant_id uuid, id uuid)',
};

const tenantTables = `select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity, c.relowner from pg_class c
  where c.relnamespace = 'adjutant'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)`;
const isolation = '(tenant_id = current_tenant())';

/** Each asks the catalogue for what breaks its rule: a name for each fault, none when all is well. */
const rules: Readonly<Record<string, readonly [sql: string, values: readonly unknown[]]>> = {
  'has no tenant_id': [
    `select name from (${tenantTables}) t where not exists (
       select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id' and a.attnotnull
         and a.atttypid = 'uuid'::regtype)`,
    [common],
  ],
  'has no forced row-level security': [
    `select name from (${tenantTables}) t where not (relrowsecurity and relforcerowsecurity)`,
    [common],
  ],
  'has no policy that isolates tenants': [
    `select name from (${tenantTables}) t where not exists (
       select 1 from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive and p.polroles = '{0}'
         and pg_get_expr(p.polqual, p.polrelid) = $2 and pg_get_expr(p.polwithcheck, p.polrelid) = $2)`,
    [common, isolation],
  ],
  'has a policy that lets others in': [
    `select t.name || '.' || p.polname as name from (${tenantTables}) t join pg_policy p on p.polrelid = t.oid
     where pg_get_expr(p.polqual, p.polrelid) is distinct from $2 and p.polroles <> array['adjutant_definer'::regrole::oid]`,
    [common, isolation],
  ],
  'can be looked through without a tenant in its key': [
    `select f.conname as name from pg_constraint f join (${tenantTables}) t on t.oid = f.conrelid
     where f.contype = 'f' and not exists (
       select 1 from unnest(f.conkey, f.confkey) k (own, other)
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.own and a.attname = 'tenant_id'
         join pg_attribute b on b.attrelid = f.confrelid and b.attnum = k.other and b.attname = 'tenant_id')`,
    [common],
  ],
  'is a view with its owner’s rights': [
    `select relname as name from pg_class where relnamespace = 'adjutant'::regnamespace and (relkind = 'm'
       or relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false))`,
    [],
  ],
  'is a role with too many rights': [
    `select rolname as name from pg_roles where rolname = any ($1::text[] || 'adjutant_definer'::text)
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
         or rolname = 'adjutant_definer' and rolcanlogin
         or has_schema_privilege(oid, 'adjutant', 'create') or has_schema_privilege(oid, 'graph', 'create'))`,
    [loginRoles],
  ],
  'is a role that may become another': [
    `select r.rolname as name from pg_roles r join pg_auth_members m on m.member = r.oid
     where r.rolname = any ($1::text[] || 'adjutant_definer'::text)`,
    [loginRoles],
  ],
  'is owned by a login role': [
    `select relname as name from pg_class where relnamespace = any ('{adjutant,graph}'::regnamespace[]) and relkind in ('r', 'v', 'm', 'p')
       and relowner in (select oid from pg_roles where rolname = any ($1))`,
    [loginRoles],
  ],
  'can be read by a role of another schema': [
    `select r.rolname || ' ' || c.oid::regclass as name from pg_roles r, pg_class c
     where c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(r.oid, c.oid, 'select') and (
       r.rolname = 'adjutant_app' and c.relnamespace = any ('{queue,graph}'::regnamespace[])
       or r.rolname = 'adjutant_queue' and c.relnamespace = any ('{adjutant,graph}'::regnamespace[])
       or r.rolname = 'adjutant_graph' and c.relnamespace = any ('{adjutant,queue}'::regnamespace[]))`,
    [],
  ],
  'looks across tenants and is not on the list': [
    `select p.proname as name from pg_proc p where p.prosecdef
       and p.pronamespace = any ('{adjutant,graph,queue,public}'::regnamespace[]) and p.proname <> all ($1)`,
    [Object.keys(acrossFunctions)],
  ],
  'looks across tenants in an unsafe way': [
    `select p.proname as name from pg_proc p where p.prosecdef and p.pronamespace = 'adjutant'::regnamespace and (
       p.proowner <> 'adjutant_definer'::regrole or has_function_privilege('public', p.oid, 'execute')
       or p.proconfig is distinct from '{"search_path=adjutant, pg_temp"}'
       or pg_get_function_result(p.oid) is distinct from ($1::jsonb)->>p.proname)`,
    [JSON.stringify(acrossFunctions)],
  ],
  'holds checkpoints without their policy': [
    `select c.relname as name from pg_class c where c.relnamespace = 'graph'::regnamespace and c.relkind = 'r'
       and c.relname <> 'checkpoint_migrations' and not (c.relrowsecurity and c.relforcerowsecurity and exists (
         select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
           and pg_get_expr(p.polqual, p.polrelid) like '%starts_with(thread_id, %app.tenant%'
           and pg_get_expr(p.polwithcheck, p.polrelid) like '%starts_with(thread_id, %app.tenant%holds_run%app.fence%'))`,
    [],
  ],
  'is history that the application can change': [
    `select relname as name from pg_class where relnamespace = 'adjutant'::regnamespace
       and relname in ('audit_rows', 'decisions', 'events', 'steps')
       and (has_table_privilege('adjutant_app', oid, 'update') or has_table_privilege('adjutant_app', oid, 'delete')
         or has_table_privilege('adjutant_app', oid, 'truncate'))`,
    [],
  ],
};

/** What in the database breaks the rules by which tenants are kept apart. */
export async function findFaults(owner: pg.Client): Promise<string[]> {
  const faults: string[] = [];
  for (const [rule, [sql, values]] of Object.entries(rules)) {
    const { rows } = await owner.query<{ name: string }>(sql, [...values]);
    faults.push(...rows.map(({ name }) => `${name} ${rule}`));
  }
  return faults.sort();
}

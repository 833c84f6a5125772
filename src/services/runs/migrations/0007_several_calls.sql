-- Up Migration

-- A run may wait for several effects, and make several calls: `{"calls": [{"capability", "input", "after"}]}`.
alter table runs alter column waiting_for type uuid[] using case when waiting_for is null then null else array[waiting_for] end;
drop index runs_waiting;
create index runs_waiting on runs using gin (waiting_for) where state = 'waiting';
-- The owner of the tables is bound by their policies, too, and sees no tenant's rows.
alter table runs no force row level security;
update runs set request = json_build_object('calls', json_build_array(request)) where request->'calls' is null;
alter table runs force row level security;
-- Set for a run that a schedule asked for: its approval stands for what the run does.
alter table runs add column schedule_id uuid;

-- The capabilities of a run's calls, for lists.
create function called(request json) returns text language sql immutable as
  $$ select string_agg(c.value->>'capability', ', ' order by c.ordinality) from json_array_elements(request->'calls') with ordinality c $$;
-- Whether a run names a project, and each that it names is one of these. What a later call takes over is no name.
create function touches_only(request json, projects text[]) returns boolean language sql immutable as
  $$ select coalesce(bool_and(c.value->'input'->>'project' = any (projects)), false)
     from json_array_elements(request->'calls') c where json_typeof(c.value->'input'->'project') = 'string' $$;

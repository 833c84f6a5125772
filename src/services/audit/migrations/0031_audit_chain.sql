-- Up Migration

-- Each row gets its place in the chain of its organisation after the fact, once, and then stays as it is.
alter table audit_rows add column number bigint, add column hash bytea,
  add constraint audit_rows_linked check ((number is null) = (hash is null) and length(hash) = 32),
  add constraint audit_rows_number unique (tenant_id, number);
create index audit_rows_unlinked on audit_rows (tenant_id, position) where number is null;
grant update (number, hash) on audit_rows to adjutant_app;

create function keep_linked() returns trigger language plpgsql as $$
begin
  raise exception 'row % of the audit trail is linked already', old.number using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_linked before update on audit_rows for each row when (old.number is not null) execute function keep_linked();

grant select on audit_rows to adjutant_definer;
create policy look_across on audit_rows for select to adjutant_definer using (true);
-- Organisations that have rows without a place.
create function unlinked_audit(at_most integer)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select distinct a.tenant_id, a.tenant_id from audit_rows a where a.number is null limit at_most $$;
call own_by_definer('unlinked_audit(integer)');

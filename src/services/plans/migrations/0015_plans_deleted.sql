-- Up Migration

-- When it was deleted; null as long as it is there. Its number stays taken, as issues name it, and its versions tell what it was.
alter table plans add column deleted_at timestamptz;
drop index plans_latest;
create index plans_latest on plans (tenant_id, project, changed_at desc, number desc) where deleted_at is null;

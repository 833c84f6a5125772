-- Up Migration

-- What was done lately is read for each digest and report, and the trail by its times: neither may read all that ever was.
create index effects_done on effects (tenant_id, settled_at desc) where state = 'done' and parent_id is null;
create index audit_rows_recent on audit_rows (tenant_id, at desc, position desc);
drop index audit_rows_order;

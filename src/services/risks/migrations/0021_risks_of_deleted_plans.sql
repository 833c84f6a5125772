-- Up Migration

-- What its plan's deletion closed (`deleted`) is told from what its plan does not show any more (`gone`): the plan may come back, and
-- with it the risk (`restored`).
alter table risk_changes drop constraint risk_changes_kind_check;
alter table risk_changes add constraint risk_changes_kind_check
  check (kind in ('found', 'updated', 'changed', 'gone', 'deleted', 'restored'));

-- The owner of the table is bound by its policy, too, and sees no tenant's rows.
alter table risk_changes no force row level security;
update risk_changes set kind = 'deleted' where kind = 'gone' and fields->'note'->>1 ~ '^Plan \d+ was deleted\.$';
alter table risk_changes force row level security;

-- Up Migration

alter table risks
  -- The ISO date until which the response is to be done; empty without one.
  add column due text not null default '' check (due = '' or due ~ '^\d{4}-\d{2}-\d{2}$'),
  -- The score that is expected once the response is done; 0 when nobody said one.
  add column residual integer not null default 0 check (residual between 0 and 25),
  -- Why it stands as it does: for one that is closed, why it is.
  add column note text not null default '';

-- What is usual for a kind of project stands in the register once for each plan of that kind. The owner of the table is bound by
-- its policy, too, and sees no tenant's rows.
alter table risks no force row level security;
update risks set key = 'plan.' || plan || '.' || key
  where key like 'kind.%' and plan is not null and reason like '%: plan % follows the template %';
-- What somebody said named the plan that was the latest then, whether it spoke of it or not.
update risks set plan = null where key not like 'plan.%' and reason not like '% in plan ' || plan || ', %';
alter table risks force row level security;

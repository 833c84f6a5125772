-- Up Migration

-- What people think of an answer: one rating for each of them and each run, the latest.
create table feedback (
  tenant_id uuid not null,
  run_id uuid not null,
  person_id uuid not null,
  rating text not null check (rating in ('good', 'bad')),
  comment text not null default '' check (length(comment) <= 1000),
  at timestamptz not null default now(),
  primary key (tenant_id, run_id, person_id),
  foreign key (tenant_id, run_id) references runs (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('feedback');
create index feedback_latest on feedback (tenant_id, at desc);

grant select, insert, update on feedback to adjutant_app;

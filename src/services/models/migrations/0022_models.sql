-- Up Migration

-- Each time a model was asked: by what for, what it took and how it ended. No word of what was said.
create table model_calls (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid,
  step text,
  prompt text not null,
  prompt_version integer not null,
  model text not null,
  tokens_in integer not null default 0,
  tokens_out integer not null default 0,
  duration_ms integer not null,
  outcome text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references runs (tenant_id, id)
);
call isolate_tenants('model_calls');
create index model_calls_latest on model_calls (tenant_id, at desc);
create index model_calls_run on model_calls (tenant_id, run_id);

-- What it answered to exactly this request of this step, so that a step that starts again does not ask again.
create table model_answers (
  tenant_id uuid not null,
  run_id uuid not null,
  step text not null,
  request_hash text not null,
  answer json not null,
  at timestamptz not null default now(),
  primary key (tenant_id, run_id, step, request_hash),
  foreign key (tenant_id, run_id) references runs (tenant_id, id)
);
call isolate_tenants('model_answers');

grant select, insert on model_calls, model_answers to adjutant_app;

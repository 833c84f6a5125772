-- Up Migration

-- What somebody was asked back in words, and may answer with the next message in the same place: one for each person and place.
create table open_questions (
  tenant_id uuid not null,
  person_id uuid not null,
  -- A thread, or a conversation that has none.
  place text not null,
  -- What is asked for, with what was understood so far.
  question json not null,
  -- The event that brought it here: an event that comes once more changes nothing, and of two answers at once one is too late.
  event text not null,
  state text not null check (state in ('open', 'answered', 'dropped')),
  expires_at timestamptz not null,
  primary key (tenant_id, person_id, place),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('open_questions');
create index open_questions_expired on open_questions (tenant_id, expires_at);

grant select, insert, update, delete on open_questions to adjutant_app;

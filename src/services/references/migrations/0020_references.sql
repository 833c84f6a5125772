-- Up Migration

-- Where a chat platform that knows no channel list can be spoken to: each conversation as it was last told to us.
create table chat_references (
  tenant_id uuid not null references tenants,
  platform text not null,
  -- The platform's own name for the organisation's workspace.
  realm text not null,
  conversation text not null,
  kind text not null check (kind in ('personal', 'channel', 'group')),
  -- What a channel is called; empty where the platform never said.
  name text not null default '',
  service_url text not null,
  -- The person of a personal conversation.
  subject text,
  -- The bot was taken out: nothing can be said there until it is invited again.
  is_removed boolean not null default false,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, platform, realm, conversation)
);
call isolate_tenants('chat_references');
create index chat_references_subject on chat_references (tenant_id, platform, realm, subject) where subject is not null;

grant select, insert, update on chat_references to adjutant_app;

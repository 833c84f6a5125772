-- Up Migration

-- A file that somebody brought, by the number that people call it by. The same content is kept once in a project.
create table attachments (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  project text not null,
  name text not null check (length(name) between 1 and 255),
  -- As its content says.
  kind text not null check (kind in ('patch', 'pdf', 'docx', 'markdown', 'text', 'csv')),
  bytes integer not null check (bytes between 1 and 52428800),
  sha256 bytea not null check (octet_length(sha256) = 32),
  pages integer not null,
  characters integer not null,
  person_id uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, project, sha256),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('attachments');
create index attachments_latest on attachments (tenant_id, project, number desc);

-- What it says.
create table attachment_pages (
  tenant_id uuid not null,
  attachment_id uuid not null,
  page integer not null,
  content text not null,
  primary key (tenant_id, attachment_id, page),
  foreign key (tenant_id, attachment_id) references attachments (tenant_id, id)
);
call isolate_tenants('attachment_pages');

-- The file itself, in parts of a megabyte: none of it goes through one statement as a whole.
create table attachment_parts (
  tenant_id uuid not null,
  attachment_id uuid not null,
  part integer not null,
  content bytea not null check (octet_length(content) <= 1048576),
  primary key (tenant_id, attachment_id, part),
  foreign key (tenant_id, attachment_id) references attachments (tenant_id, id)
);
call isolate_tenants('attachment_parts');
-- Most files are packed already.
alter table attachment_parts alter column content set storage external;

-- A file that a chat told of, before and after it is fetched. Only who brought it may use it.
create table chat_files (
  tenant_id uuid not null,
  number integer not null,
  person_id uuid not null,
  door text not null check (door in ('slack', 'teams')),
  -- What it is called there: the same for each time that it is told of.
  identity text not null,
  name text not null,
  bytes bigint,
  -- What the door fetches it by.
  place json not null,
  -- Once it is kept.
  attachment_id uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, number),
  unique (tenant_id, person_id, door, identity),
  foreign key (tenant_id, person_id) references people (tenant_id, id),
  foreign key (tenant_id, attachment_id) references attachments (tenant_id, id)
);
call isolate_tenants('chat_files');

grant select, insert on attachments, attachment_pages, attachment_parts to adjutant_app;
grant select, insert, update on chat_files to adjutant_app;

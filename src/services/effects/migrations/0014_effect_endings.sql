-- Up Migration

-- Nothing was taken back: what was done is done as before.
insert into effect_transitions (source, target) values ('undoing', 'done');

alter table effects
  -- When the latest call that may have reached the vendor was begun; null when none was.
  add column sent_at timestamptz,
  -- When it became done first: a vain try to undo it makes it no newer.
  add column done_at timestamptz,
  -- Why what was made, or a part of it, could not be taken back.
  add column kept json;
alter table effects no force row level security;
update effects set sent_at = now() where maybe_sent;
update effects set done_at = settled_at where state = 'done';
alter table effects force row level security;
alter table effects drop column maybe_sent;

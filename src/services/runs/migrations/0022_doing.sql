-- Up Migration

-- How far slow work is, in a few words; nothing where nothing is told.
alter table runs add column doing text;

-- Up Migration

-- Grows with every claim: only who claimed a message last may prolong the lease or write what came of it.
alter table messages add column fence integer not null default 0;

-- Up Migration

-- A thread is found again by its first message, which is a run's own.
create index messages_of_thread on messages (tenant_id, (posted->>'ts')) where key like 'run:%:root';

-- Up Migration

-- Where the run belongs in a trace (W3C's traceparent), written when it is accepted: whoever goes on with it, in whatever process
-- and however much later, goes on with the same trace. Empty where nothing is traced.
alter table runs add column trace text check (length(trace) <= 100);

-- Up Migration

-- The same content that comes under another name is shown by its latest one.
grant update (name) on attachments to adjutant_app;

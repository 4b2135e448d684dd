-- A photograph that its writer took back keeps nothing but that it was there, so that no device sends it again. One that
-- was taken back before it had come never had a file.
alter table visit_photograph alter column file_id drop not null;
alter table visit_photograph add check (file_id is not null or removed_at is not null);

-- The bytes of a file can go at once, when a person says so, and not only after its time.
grant update (content_deleted_at) on stored_file to schoolfellow_app;

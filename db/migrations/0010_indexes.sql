-- Ways into tables that pages use and that had none: they read the whole table instead.
create index on snapshot (school_id, subject_kind);
create index on finding_note (note_id);
create index on next_step (owner_person_id);

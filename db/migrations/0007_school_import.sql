-- One import of a register of schools: the file, what it would change, and who applied it and when.
-- `comparison` is what the person is shown and what is applied: nothing is applied that was not shown.
create table school_import (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  -- null for a file that was read from the command line
  file_id uuid,
  file_name text not null,
  -- numbers or names of the local authorities whose schools are wanted
  authorities text[] not null default '{}',
  -- the progress of its reading, by the id of the job
  job_id uuid,
  -- { rows_read, encoding, authorities, problem_count }: what the file turned out to be
  reading jsonb,
  comparison jsonb,
  -- the state of the stored schools that the comparison was made with
  compared_with text not null default '',
  refusal text not null default '',
  started_by uuid,
  started_at timestamptz not null default now(),
  compared_at timestamptz,
  applied_at timestamptz,
  applied_by uuid,
  cancelled_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, file_id) references stored_file (partnership_id, id),
  foreign key (partnership_id, started_by) references person (partnership_id, id),
  foreign key (partnership_id, applied_by) references person (partnership_id, id),
  check (applied_at is null or cancelled_at is null)
);
create index on school_import (partnership_id, started_at);
select app.protect('school_import', 'insert, update');

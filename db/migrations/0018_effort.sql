-- What people say about the time that a stage of a review took them, where it differs from what was worked out.
-- Rows are only ever added: the highest version counts, the earlier ones are its history.
create table effort_correction (
  partnership_id uuid not null references partnership,
  person_id uuid not null,
  -- the review; or, for a meeting of a whole group, the group
  review_id uuid,
  group_id uuid,
  stage text not null,
  version integer not null check (version > 0),
  -- null takes the correction back
  half_days numeric check (half_days between 0 and 40 and half_days * 4 = trunc(half_days * 4)),
  reason text not null,
  -- the entry as it was worked out when it was corrected; it is shown should the review no longer know of it
  school_id uuid,
  worked_out numeric not null check (worked_out >= 0),
  done_on date not null,
  kind text not null check (kind in ('preparing', 'visiting', 'writing', 'meetings', 'hosting')),
  stage_name text not null,
  programme_id uuid not null,
  written_by uuid not null,
  written_at timestamptz not null,
  check (num_nonnulls(review_id, group_id) = 1),
  unique nulls not distinct (person_id, review_id, group_id, stage, version),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, group_id) references review_group (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, written_by) references person (partnership_id, id)
);
create index on effort_correction (school_id);
select app.protect('effort_correction', 'insert');

-- Work for other schools that no page of the service sees. Versions are rows here too.
create table effort_addition (
  partnership_id uuid not null references partnership,
  id uuid not null,
  version integer not null check (version > 0),
  person_id uuid not null,
  -- the school whose time it was; null for people who work for no school of the partnership
  school_id uuid,
  done_on date not null,
  half_days numeric not null check (half_days > 0 and half_days <= 40 and half_days * 4 = trunc(half_days * 4)),
  what text not null,
  taken_out boolean not null default false,
  written_by uuid not null,
  written_at timestamptz not null,
  primary key (id, version),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, written_by) references person (partnership_id, id)
);
create index on effort_addition (person_id);
create index on effort_addition (school_id);
select app.protect('effort_addition', 'insert');

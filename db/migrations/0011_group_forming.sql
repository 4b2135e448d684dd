-- What a school says before the groups of a programme are formed: given by the school, for this purpose only.
create table group_preference (
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  school_id uuid not null,
  -- keys of the areas of the programme's framework
  strengths text[] not null default '{}',
  priorities text[] not null default '{}',
  wished_school_ids uuid[] not null default '{}',
  note text not null default '',
  version integer not null default 1,
  given_by uuid not null,
  -- an officer wrote it down for a school that phoned
  by_officer boolean not null default false,
  given_at timestamptz not null,
  primary key (programme_id, school_id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, given_by) references person (partnership_id, id)
);
create index on group_preference (school_id);
select app.protect('group_preference');

-- How the groups of a programme are to be formed. Without a row, the review model's group rules and the usual aims hold.
create table group_forming (
  programme_id uuid primary key,
  partnership_id uuid not null references partnership,
  rules jsonb not null,
  aims jsonb not null,
  -- schools are asked for what they bring and look for until this day; null asks nobody
  preferences_until date,
  asked_at timestamptz,
  reminded_at timestamptz,
  -- closed early or after the day: from then on only officers change what schools said
  preferences_closed_at timestamptz,
  -- 0 while nobody has saved any; two officers can change rules and aims beside each other
  rules_version integer not null default 0,
  aims_version integer not null default 0,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, updated_by) references person (partnership_id, id)
);
select app.protect('group_forming', 'insert, update');

-- Times between schools, where straight lines mislead. One row for both ways.
create table group_travel_time (
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  one_school_id uuid not null,
  other_school_id uuid not null,
  minutes real not null check (minutes >= 0),
  primary key (programme_id, one_school_id, other_school_id),
  check (one_school_id < other_school_id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, one_school_id) references school (partnership_id, id),
  foreign key (partnership_id, other_school_id) references school (partnership_id, id)
);
select app.protect('group_travel_time');

-- A version of a programme's groups. What it groups never changes: a move by hand makes the next version.
-- Only its locks, its label and the groups' names are changed in place.
create table arrangement (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  number integer not null,
  made_from_id uuid,
  origin text not null check (origin in ('search', 'move', 'placement', 'present', 'objection')),
  summary text not null,
  label text not null default '',
  -- counts changes of the label and of the groups' names
  names_version integer not null default 1,
  -- [{ "name", "review_group_id": uuid or null, "school_ids": [uuid, …] }], in the order of their numbers
  groups jsonb not null,
  -- numbers of groups that nobody leaves or joins, and schools that stay where they are, when it is solved again
  locked_groups integer[] not null default '{}',
  locked_school_ids uuid[] not null default '{}',
  -- rules, aims and what schools said, as they stood when it was made
  settings jsonb not null,
  score jsonb not null,
  bound double precision,
  violations jsonb not null default '[]',
  seconds real,
  seed integer,
  stopped_early boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  unique (partnership_id, id),
  unique (programme_id, number),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, made_from_id) references arrangement (partnership_id, id),
  foreign key (partnership_id, created_by) references person (partnership_id, id)
);
select app.protect('arrangement', 'insert, update');

-- An arrangement that its schools were told of, with a window for objections. Confirmed, it becomes the review groups.
create table group_proposal (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  arrangement_id uuid not null,
  message text not null default '',
  -- schools whose partners would be others than now: they are told and can answer
  asked_school_ids uuid[] not null,
  objections_until date not null,
  published_by uuid not null,
  published_at timestamptz not null,
  changed_at timestamptz,
  -- when those who had not answered were last reminded
  reminded_at timestamptz,
  confirmed_by uuid,
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  version integer not null default 1,
  unique (partnership_id, id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, arrangement_id) references arrangement (partnership_id, id),
  foreign key (partnership_id, published_by) references person (partnership_id, id)
);
create unique index on group_proposal (programme_id) where confirmed_at is null and withdrawn_at is null;
select app.protect('group_proposal', 'insert, update');

-- What a school answers to a proposal, and what the partnership replies.
create table group_proposal_answer (
  partnership_id uuid not null references partnership,
  proposal_id uuid not null,
  school_id uuid not null,
  -- the arrangement that the school answered to: an answer to an earlier one may be out of date
  arrangement_id uuid not null,
  answer text not null check (answer in ('content', 'objects')),
  reason text not null default '',
  answered_by uuid not null,
  answered_at timestamptz not null,
  decision text check (decision in ('stays', 'changed')),
  reply text not null default '',
  replied_by uuid,
  replied_at timestamptz,
  version integer not null default 1,
  primary key (proposal_id, school_id),
  foreign key (partnership_id, proposal_id) references group_proposal (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, arrangement_id) references arrangement (partnership_id, id),
  foreign key (partnership_id, answered_by) references person (partnership_id, id)
);
create index on group_proposal_answer (school_id);
select app.protect('group_proposal_answer');

-- A search for groups: what it starts from, how it ended. The newest that has not ended is the one that runs.
create table group_search (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  -- the version whose locked groups and schools stay; null where everything is formed anew
  from_arrangement_id uuid,
  seconds integer not null check (seconds between 1 and 300),
  seed integer not null,
  job_id uuid,
  started_by uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  arrangement_id uuid,
  -- { "reason", "rules", "schools" }: why no groups can be formed
  conflict jsonb,
  unique (partnership_id, id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, from_arrangement_id) references arrangement (partnership_id, id),
  foreign key (partnership_id, arrangement_id) references arrangement (partnership_id, id),
  foreign key (partnership_id, started_by) references person (partnership_id, id)
);
create index on group_search (programme_id, started_at);
select app.protect('group_search', 'insert, update');

-- A version of a programme's calendar of visits. Its dates never change: a move by hand or a re-plan makes the next version.
-- Until it is accepted it is a proposal, which goes when it is not taken.
create table visit_calendar (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  number integer not null,
  made_from_id uuid,
  origin text not null check (origin in ('search', 'move', 'slip', 'mend')),
  -- the school whose move or slip made it
  about_school_id uuid,
  -- [{ "school", "group", "preparation", "visit", "writeUp", "followUp", "checkIn", "state" }], by the day of the visit;
  -- "state" is "planned", or "arranged" and "made" for reviews as they stood
  visits jsonb not null,
  -- [{ "school", "step", "from", "to" }] against the version that it was made from
  moved jsonb not null default '[]',
  fewest_moved boolean not null default false,
  warnings jsonb not null default '[]',
  score double precision,
  -- what a better calendar could save at the very most, as a share; null where that was not worked out
  gap double precision,
  seconds real,
  stopped_early boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null,
  accepted_at timestamptz,
  adopted_by uuid,
  adopted_at timestamptz,
  unique (partnership_id, id),
  unique (programme_id, number),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, made_from_id) references visit_calendar (partnership_id, id),
  foreign key (partnership_id, about_school_id) references school (partnership_id, id),
  foreign key (partnership_id, created_by) references person (partnership_id, id),
  foreign key (partnership_id, adopted_by) references person (partnership_id, id)
);
create index on visit_calendar (made_from_id);
select app.protect('visit_calendar');

-- A search for a calendar: how far it is says its job; it ends with a version or with a clash.
create table visit_search (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  seconds integer not null check (seconds between 1 and 300),
  job_id uuid,
  started_by uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  calendar_id uuid,
  -- { "reason", "schools", "sources", "about" }: why there is no calendar
  clash jsonb,
  unique (partnership_id, id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, calendar_id) references visit_calendar (partnership_id, id),
  foreign key (partnership_id, started_by) references person (partnership_id, id)
);
create index on visit_search (programme_id, started_at);
select app.protect('visit_search', 'insert, update');

-- Schools whose planned dates stay where they are when the rest is planned again.
create table visit_pin (
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  school_id uuid not null,
  pinned_by uuid not null,
  pinned_at timestamptz not null,
  primary key (programme_id, school_id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, pinned_by) references person (partnership_id, id)
);
select app.protect('visit_pin', 'insert, delete');

-- Days on which somebody cannot take part in a review, or a school cannot be visited. Of people no reason is asked.
create table blocked_date (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  person_id uuid,
  school_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason text check (reason in ('exams', 'production', 'trip', 'staff-training', 'building-work', 'other')),
  created_by uuid not null,
  created_at timestamptz not null,
  check (ends_on >= starts_on),
  check (num_nonnulls(person_id, school_id) = 1),
  check ((school_id is null) = (reason is null)),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, created_by) references person (partnership_id, id)
);
create index on blocked_date (person_id);
create index on blocked_date (school_id);
select app.protect('blocked_date', 'insert, delete');

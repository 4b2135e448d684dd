-- A programme is a review model running in a partnership, with dates and schools; its review
-- groups visit one another. The model itself is data that ships with the product.
create table programme (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  name text not null,
  model_key text not null,
  framework_id uuid,
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  unique (partnership_id, id),
  unique (partnership_id, name),
  check (ends_on > starts_on),
  foreign key (partnership_id, framework_id) references framework (partnership_id, id)
);
select app.protect('programme');

create table programme_school (
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  school_id uuid not null,
  joined_on date not null,
  left_on date,
  primary key (programme_id, school_id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
create index on programme_school (school_id);
select app.protect('programme_school');

create table review_group (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  name text not null,
  note text not null default '',
  published_at timestamptz,
  disbanded_at timestamptz,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  unique (partnership_id, id),
  unique (programme_id, name),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id)
);
select app.protect('review_group');

create table review_group_school (
  partnership_id uuid not null references partnership,
  group_id uuid not null,
  school_id uuid not null,
  reason text not null default '',
  primary key (group_id, school_id),
  foreign key (partnership_id, group_id) references review_group (partnership_id, id) on delete cascade,
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
create index on review_group_school (school_id);
select app.protect('review_group_school');

-- The leaders who support a group from outside (for the Kent model, one ILE).
create table review_group_leader (
  partnership_id uuid not null references partnership,
  group_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('ile', 'facilitator', 'quality-assurer')),
  primary key (group_id, person_id, part),
  foreign key (partnership_id, group_id) references review_group (partnership_id, id) on delete cascade,
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
create index on review_group_leader (person_id);
select app.protect('review_group_leader');

-- Days on which schools of a partnership are open or closed; the source of every school-day count.
create table term (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  academic_year text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  unique (partnership_id, academic_year, name)
);
select app.protect('term');

create table closed_day (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  -- null closes the day for every school of the partnership
  school_id uuid,
  closed_on date not null,
  reason text not null,
  unique nulls not distinct (partnership_id, school_id, closed_on),
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
select app.protect('closed_day');

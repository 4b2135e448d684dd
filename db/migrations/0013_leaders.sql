-- What a leader says for a programme: how many days they can give, for which schools, and from where.
-- Given by the leader, or by an officer for them.
create table leader_answer (
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  person_id uuid not null,
  days numeric not null check (days >= 0),
  -- of primary, secondary, special
  sectors text[] not null,
  -- keys of the areas of the programme's framework
  areas text[] not null default '{}',
  -- the school where they start, or one near them; null where travel is not to count
  from_school_id uuid,
  note text not null default '',
  version integer not null default 1,
  answered_by uuid not null,
  answered_at timestamptz not null,
  primary key (programme_id, person_id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, from_school_id) references school (partnership_id, id),
  foreign key (partnership_id, answered_by) references person (partnership_id, id)
);
create index on leader_answer (person_id);
select app.protect('leader_answer', 'insert, update');

-- Schools that a leader has something to do with beside the roles they hold: they support none of them.
create table leader_conflict (
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  person_id uuid not null,
  school_id uuid not null,
  kind text not null check (kind in ('works-there', 'recent-employer', 'governor', 'family', 'other')),
  reason text not null default '',
  primary key (programme_id, person_id, school_id),
  foreign key (programme_id, person_id) references leader_answer (programme_id, person_id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
create index on leader_conflict (person_id);
select app.protect('leader_conflict');

-- A version of who could support which group. It never changes: fixing or forbidding a pair makes the next one.
create table leader_match (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  number integer not null,
  made_from_id uuid,
  -- [{ "kind": "fix" or "forbid", "group_id", "part", "person_id" }]
  wishes jsonb not null default '[]',
  -- places, leaders' days and reasons as they were worked out, so that the page stays as it was
  result jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  adopted_by uuid,
  adopted_at timestamptz,
  unique (partnership_id, id),
  unique (programme_id, number),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, made_from_id) references leader_match (partnership_id, id),
  foreign key (partnership_id, created_by) references person (partnership_id, id),
  foreign key (partnership_id, adopted_by) references person (partnership_id, id)
);
select app.protect('leader_match', 'insert, update');

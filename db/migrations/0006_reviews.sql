-- A review of one host school by the other schools of its group.
create table review (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  group_id uuid not null,
  host_school_id uuid not null,
  evaluation_share_id uuid,
  visit_on date,
  visit_starts time not null default '08:45',
  visit_ends time not null default '15:30',
  focus text not null default '',
  -- the focus is written by several people, apart from the dates and the team
  focus_version integer not null default 1,
  focus_by uuid,
  focus_at timestamptz,
  prepared_at timestamptz,
  visited_at timestamptz,
  sent_to_host_at timestamptz,
  host_agreed_at timestamptz,
  host_agreed_by uuid,
  team_agreed_at timestamptz,
  team_agreed_by uuid,
  closed_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text not null default '',
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  unique (partnership_id, id),
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, group_id) references review_group (partnership_id, id),
  foreign key (partnership_id, host_school_id) references school (partnership_id, id),
  foreign key (partnership_id, evaluation_share_id) references share (partnership_id, id)
);
create index on review (partnership_id, host_school_id);
create index on review (group_id);
select app.protect('review', 'insert, update');

create table review_member (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('lead-reviewer', 'reviewer', 'ile', 'host-lead', 'host')),
  school_id uuid,
  invited_at timestamptz not null default now(),
  answer text not null default 'waiting' check (answer in ('waiting', 'accepted', 'declined')),
  answered_at timestamptz,
  answer_note text not null default '',
  declared_conflict text not null default '',
  conflict_accepted_by uuid,
  conflict_accepted_reason text not null default '',
  removed_at timestamptz,
  unique (review_id, person_id),
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
create index on review_member (person_id);
select app.protect('review_member', 'insert, update');

-- A dated meeting of a review: pre-review, follow-up or check-in (the visit itself is on the review).
create table review_meeting (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  kind text not null check (kind in ('pre-review', 'follow-up', 'check-in')),
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 10 and 600),
  place text not null default '',
  link text not null default '',
  held_at timestamptz,
  note text not null default '',
  celebrate text not null default '',
  develop text not null default '',
  sequence integer not null default 0,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  unique (review_id, kind),
  foreign key (partnership_id, review_id) references review (partnership_id, id)
);
select app.protect('review_meeting', 'insert, update');

create table enquiry_question (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  position integer not null,
  text text not null,
  -- [{ statement_key, why }]: the judgements that the question was drawn from
  drawn_from jsonb not null default '[]',
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id)
);
create index on enquiry_question (review_id);
select app.protect('enquiry_question', 'insert, update');

create table visit_activity (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  starts time not null,
  ends time not null check (ends > starts),
  kind text not null check (kind in ('learning-walk', 'pupil-conversation', 'book-study', 'staff-meeting', 'parent-meeting', 'social-time', 'document-check', 'lesson-visit', 'team-meeting', 'feedback')),
  title text not null,
  place text not null default '',
  host_person_id uuid,
  visitor_person_id uuid,
  question_id uuid,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, host_person_id) references person (partnership_id, id),
  foreign key (partnership_id, visitor_person_id) references person (partnership_id, id),
  foreign key (partnership_id, question_id) references enquiry_question (partnership_id, id)
);
create index on visit_activity (review_id);
select app.protect('visit_activity', 'insert, update');

create table visit_note (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  activity_id uuid,
  question_id uuid,
  statement_key text not null default '',
  tag text not null default '' check (tag in ('', 'strength', 'question', 'look-again')),
  text text not null,
  author_id uuid not null,
  written_at timestamptz not null default now(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, activity_id) references visit_activity (partnership_id, id),
  foreign key (partnership_id, question_id) references enquiry_question (partnership_id, id),
  foreign key (partnership_id, author_id) references person (partnership_id, id)
);
create index on visit_note (review_id);
select app.protect('visit_note', 'insert, update');

create table finding (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  kind text not null check (kind in ('strength', 'area-to-develop')),
  title text not null,
  text text not null default '',
  question_id uuid,
  statement_key text not null default '',
  challenge text not null default '',
  challenge_by uuid,
  challenge_at timestamptz,
  position integer not null default 0,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, question_id) references enquiry_question (partnership_id, id)
);
create index on finding (review_id);
select app.protect('finding', 'insert, update');

create table finding_note (
  partnership_id uuid not null references partnership,
  finding_id uuid not null,
  note_id uuid not null,
  primary key (finding_id, note_id),
  foreign key (partnership_id, finding_id) references finding (partnership_id, id),
  foreign key (partnership_id, note_id) references visit_note (partnership_id, id)
);
select app.protect('finding_note');

-- The written summary, section by section, so that two people can write at once.
create table summary_section (
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  section text not null check (section in ('introduction', 'how-we-worked', 'overall', 'thanks')),
  text text not null default '',
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (review_id, section),
  foreign key (partnership_id, review_id) references review (partnership_id, id)
);
select app.protect('summary_section', 'insert, update');

create table summary_comment (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  finding_id uuid,
  section text not null default '',
  text text not null,
  author_id uuid not null,
  written_at timestamptz not null default now(),
  reply text not null default '',
  replied_by uuid,
  replied_at timestamptz,
  outcome text not null default '' check (outcome in ('', 'changed', 'kept')),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, finding_id) references finding (partnership_id, id),
  foreign key (partnership_id, author_id) references person (partnership_id, id)
);
create index on summary_comment (review_id);
select app.protect('summary_comment', 'insert, update');

create table next_step (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  finding_id uuid,
  text text not null,
  owner_person_id uuid,
  owner_name text not null default '',
  due_on date not null,
  success text not null default '',
  progress text not null default 'not-started' check (progress in ('not-started', 'under-way', 'done', 'stopped')),
  progress_note text not null default '',
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, finding_id) references finding (partnership_id, id),
  foreign key (partnership_id, owner_person_id) references person (partnership_id, id)
);
create index on next_step (review_id);
select app.protect('next_step', 'insert, update');

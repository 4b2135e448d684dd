-- A school's self-evaluation against one edition of a framework: colleagues judge blind first,
-- compare, agree, add evidence, choose strengths and priorities.
create table self_evaluation (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  school_id uuid not null,
  framework_id uuid not null,
  title text not null,
  judge_by date,
  started_by uuid not null,
  started_at timestamptz not null default now(),
  compared_at timestamptz,
  compared_by uuid,
  -- why the comparison was opened before everyone had finished; empty when nobody was waited for
  compare_reason text not null default '',
  agreed_at timestamptz,
  agreed_by uuid,
  version integer not null default 1,
  unique (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, framework_id) references framework (partnership_id, id),
  foreign key (partnership_id, started_by) references person (partnership_id, id)
);
create index on self_evaluation (partnership_id, school_id);
select app.protect('self_evaluation');

create table self_evaluation_colleague (
  partnership_id uuid not null references partnership,
  evaluation_id uuid not null,
  person_id uuid not null,
  invited_by uuid not null,
  invited_at timestamptz not null default now(),
  finished_at timestamptz,
  removed_at timestamptz,
  primary key (evaluation_id, person_id),
  foreign key (partnership_id, evaluation_id) references self_evaluation (partnership_id, id) on delete cascade,
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
create index on self_evaluation_colleague (person_id);
select app.protect('self_evaluation_colleague');

-- One colleague's own judgement of one statement, seen by nobody else until the evaluation is compared.
create table own_judgement (
  partnership_id uuid not null references partnership,
  evaluation_id uuid not null,
  person_id uuid not null,
  statement_key text not null,
  point smallint,
  answer text not null default '',
  reason text not null default '',
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (evaluation_id, person_id, statement_key),
  foreign key (partnership_id, evaluation_id) references self_evaluation (partnership_id, id) on delete cascade,
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
select app.protect('own_judgement', 'insert, update');

-- Blind first, kept by the database as well as by the pages: a judgement is its author's alone
-- until the evaluation is compared, and nobody ever writes another person's.
create policy blind_first on own_judgement as restrictive for select to schoolfellow_app
  using (person_id = app.current_person() or exists (select 1 from self_evaluation e where e.id = evaluation_id and e.compared_at is not null));
create policy own_words_added on own_judgement as restrictive for insert to schoolfellow_app with check (person_id = app.current_person());
create policy own_words_changed on own_judgement as restrictive for update to schoolfellow_app using (person_id = app.current_person());

-- How far everyone is, without what they judged: which statements each colleague has answered.
create function app.judged_statements(evaluation uuid) returns table (person_id uuid, statement_key text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select j.person_id, j.statement_key from own_judgement j
     where j.evaluation_id = evaluation and j.partnership_id = app.current_partnership() and (j.point is not null or j.answer <> '')
  $$;
revoke execute on function app.judged_statements(uuid) from public;
grant execute on function app.judged_statements(uuid) to schoolfellow_app;

create table agreed_judgement (
  partnership_id uuid not null references partnership,
  evaluation_id uuid not null,
  statement_key text not null,
  point smallint,
  answer text not null default '',
  reason text not null default '',
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (evaluation_id, statement_key),
  foreign key (partnership_id, evaluation_id) references self_evaluation (partnership_id, id) on delete cascade,
  foreign key (partnership_id, updated_by) references person (partnership_id, id)
);
select app.protect('agreed_judgement');

create table evidence (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  evaluation_id uuid not null,
  statement_key text not null,
  kind text not null check (kind in ('file', 'link', 'note')),
  title text not null,
  url text not null default '',
  note text not null default '',
  file_id uuid,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (partnership_id, id),
  check ((kind = 'file') = (file_id is not null)),
  check ((kind = 'link') = (url <> '')),
  foreign key (partnership_id, evaluation_id) references self_evaluation (partnership_id, id) on delete cascade,
  foreign key (partnership_id, added_by) references person (partnership_id, id)
);
create index on evidence (evaluation_id);
select app.protect('evidence', 'insert, update');

-- What somebody puts beside a statement says how they see it, so evidence is blind until then too.
create policy blind_first on evidence as restrictive for select to schoolfellow_app
  using (added_by = app.current_person() or exists (select 1 from self_evaluation e where e.id = evaluation_id and e.compared_at is not null));

create table self_evaluation_highlight (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  evaluation_id uuid not null,
  statement_key text not null,
  kind text not null check (kind in ('strength', 'priority')),
  position integer not null default 0,
  comment text not null default '',
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  unique (evaluation_id, statement_key),
  foreign key (partnership_id, evaluation_id) references self_evaluation (partnership_id, id) on delete cascade
);
select app.protect('self_evaluation_highlight');

-- Sharing: what a school owns, frozen, shown by name, for a purpose, until a date.
create table snapshot (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  school_id uuid not null,
  subject_kind text not null check (subject_kind in ('self-evaluation', 'review-report')),
  subject_id uuid not null,
  content jsonb not null,
  taken_by uuid not null,
  taken_at timestamptz not null default now(),
  unique (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
create index on snapshot (subject_id);
select app.protect('snapshot', 'insert');

create table share (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  snapshot_id uuid not null,
  -- a school, or one person who supports the review group; neither of them shares with the partnership's lead and officers
  with_school_id uuid,
  with_person_id uuid,
  purpose text not null,
  until_on date not null,
  shared_by uuid not null,
  shared_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by uuid,
  unique (partnership_id, id),
  check (with_school_id is null or with_person_id is null),
  foreign key (partnership_id, snapshot_id) references snapshot (partnership_id, id),
  foreign key (partnership_id, with_school_id) references school (partnership_id, id),
  foreign key (partnership_id, with_person_id) references person (partnership_id, id)
);
create index on share (snapshot_id);
create index on share (with_school_id);
create index on share (with_person_id);
select app.protect('share', 'insert, update');

create table share_opening (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  share_id uuid not null,
  person_id uuid not null,
  opened_at timestamptz not null default now(),
  foreign key (partnership_id, share_id) references share (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
create index on share_opening (share_id);
select app.protect('share_opening', 'insert');

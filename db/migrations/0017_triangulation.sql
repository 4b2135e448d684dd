-- What kind of source a note is, where somebody says another than that of its activity.
alter table visit_note add column source text not null default '' check (source in ('', 'seen', 'pupils', 'staff', 'parents', 'documents', 'figures'));

-- Why a finding rests on one kind of source; and what the team answers to the challenge. Each text has a version of its own.
alter table finding
  add column one_source_reason text not null default '',
  add column challenge_version integer not null default 0,
  add column challenge_answer text not null default '',
  add column challenge_answer_by uuid,
  add column challenge_answer_at timestamptz,
  add column challenge_answer_version integer not null default 0,
  add foreign key (partnership_id, challenge_answer_by) references person (partnership_id, id);
update finding set challenge_version = 1 where challenge <> '';

-- What each member of the visiting team says of the report, and why the lead reviewer went on without somebody.
create table report_agreement (
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  person_id uuid not null,
  said text not null default '' check (said in ('', 'agrees', 'something-missing')),
  missing text not null default '',
  said_at timestamptz,
  gone_on_reason text not null default '',
  gone_on_by uuid,
  gone_on_at timestamptz,
  version integer not null default 1,
  primary key (review_id, person_id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, gone_on_by) references person (partnership_id, id)
);
select app.protect('report_agreement', 'insert, update');

-- Who has a text of a review open to write in it, so that colleagues see it. Counts for some minutes only.
create table text_writer (
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  -- 'section:overall', 'finding:' and its id
  place text not null,
  person_id uuid not null,
  seen_at timestamptz not null,
  primary key (review_id, place, person_id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
select app.protect('text_writer', 'insert, update, delete');

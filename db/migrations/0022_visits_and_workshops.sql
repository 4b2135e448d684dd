-- A visit of two days has a second one, a few school days later at most; visits of one day have none.
alter table review add column visit_second_on date check (visit_second_on > visit_on);

-- On which day of its visit an activity is.
alter table visit_activity add column on_day smallint not null default 1 check (on_day in (1, 2));

-- A stage whose meeting can be held more than once has a row for each time, in their order.
alter table review_meeting add column number smallint not null default 1 check (number between 1 and 20);
alter table review_meeting drop constraint review_meeting_review_id_stage_key;
alter table review_meeting add constraint review_meeting_review_id_stage_number_key unique (review_id, stage, number);
alter table review_meeting add unique (partnership_id, id);

-- Whom the host named to lead a stage. Who was it before stays, with why it changed; one person leads a stage at a time.
create table stage_leader (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  stage text not null,
  person_id uuid not null,
  -- the school for which they lead it
  school_id uuid not null,
  named_by uuid not null,
  named_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text not null default '',
  unique (partnership_id, id),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null or end_reason <> '')),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, named_by) references person (partnership_id, id),
  foreign key (partnership_id, ended_by) references person (partnership_id, id)
);
create unique index on stage_leader (review_id, stage) where ended_at is null;
create index on stage_leader (person_id);
select app.protect('stage_leader', 'insert, update');

-- Judgements that the pre-review meeting talked about, or chose not to, and that need no question. Put back, `aside` is false.
create table agenda_set_aside (
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  statement_key text not null,
  reason text not null,
  aside boolean not null default true,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null,
  primary key (review_id, statement_key),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, updated_by) references person (partnership_id, id)
);
select app.protect('agenda_set_aside', 'insert, update');

-- What stands in people's calendars of a visit programme: each activity as it was last sent to each person.
create table sent_activity (
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  activity_id uuid not null,
  person_id uuid not null,
  visit_on date not null,
  starts time not null,
  ends time not null,
  title text not null,
  place text not null,
  about text not null,
  -- goes up with every change, so that calendars know which version is the newer
  sequence integer not null default 0,
  withdrawn boolean not null default false,
  sent_by uuid not null,
  sent_at timestamptz not null,
  primary key (activity_id, person_id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, activity_id) references visit_activity (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, sent_by) references person (partnership_id, id)
);
create index on sent_activity (review_id);
create index on sent_activity (person_id);
select app.protect('sent_activity', 'insert, update');

-- Reminders that the partnership sent: of what, to whom. They name things by key and keep nothing of what anybody wrote in
-- a review; the note is the sender's own.
create table review_nudge (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  group_id uuid not null,
  -- null for a meeting of the whole group
  review_id uuid,
  stage text not null,
  -- what was asked: 'prepare', 'book-meeting', 'answer-invitation'
  thing text not null,
  person_id uuid not null,
  note text not null default '',
  sent_by uuid not null,
  sent_at timestamptz not null,
  foreign key (partnership_id, group_id) references review_group (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, sent_by) references person (partnership_id, id)
);
create index on review_nudge (group_id, sent_at);
create index on review_nudge (review_id);
create index on review_nudge (person_id);
select app.protect('review_nudge', 'insert');

-- From when a programme's lead and officers find something worth a look, in school days. Without a row, the usual values.
create table programme_health_limits (
  partnership_id uuid not null references partnership,
  programme_id uuid primary key,
  preparation integer not null check (preparation between 0 and 200),
  team integer not null check (team between 0 and 200),
  -- before a meeting's window opens
  window_opens integer not null check (window_opens between 0 and 200),
  invitation integer not null check (invitation between 0 and 200),
  visit_before_end integer not null check (visit_before_end between 0 and 200),
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null,
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, updated_by) references person (partnership_id, id)
);
select app.protect('programme_health_limits', 'insert, update');

-- A visit that was put on another day than the adopted calendar has for it, so that officers hear of it once.
create table visit_slip (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  programme_id uuid not null,
  school_id uuid not null,
  review_id uuid not null,
  moved_from date not null,
  moved_to date not null,
  moved_by uuid not null,
  moved_at timestamptz not null,
  -- when officers were told by e-mail, or when there was nothing left to tell
  told_at timestamptz,
  foreign key (partnership_id, programme_id) references programme (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, moved_by) references person (partnership_id, id)
);
create index on visit_slip (programme_id);
create index on visit_slip (review_id);
select app.protect('visit_slip', 'insert, update');

-- Why a version was made: what no longer fitted, in sentences with ids in the place of names.
alter table visit_calendar add column reasons jsonb not null default '[]';
-- Who was told when it was adopted, and of which dates: [{ "person", "dates": [{ "school", "step", "on" }] }]
alter table visit_calendar add column told jsonb not null default '[]';

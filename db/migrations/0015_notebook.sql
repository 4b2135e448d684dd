-- Why the writer of a note says that it names no pupil, where the service warned; '' where nobody said so.
alter table visit_note add column warning_reason text not null default '';

-- What visit notebooks sent: one row for each text, so that a text sent again changes nothing.
create table notebook_receipt (
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  note_id uuid not null,
  -- Made on the device with each text that it sends.
  edit_id uuid not null,
  -- The note's version after it; 0 when the text was kept beside the note.
  version integer not null,
  -- The note under which the text was kept because the other had been changed elsewhere.
  beside_id uuid,
  -- When the note was begun by the device's clock, how far that clock was behind ours when it sent, and when it came here.
  device_at timestamptz not null,
  device_behind_ms bigint not null,
  received_at timestamptz not null,
  primary key (note_id, edit_id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, note_id) references visit_note (partnership_id, id),
  foreign key (partnership_id, beside_id) references visit_note (partnership_id, id)
);
create index on notebook_receipt (review_id);
select app.protect('notebook_receipt', 'insert');

-- Photographs of displays, each beside a note. The file holds what the server made of it: smaller, without place or camera.
create table visit_photograph (
  id uuid primary key,
  partnership_id uuid not null references partnership,
  review_id uuid not null,
  note_id uuid not null,
  file_id uuid not null,
  description text not null default '',
  added_by uuid not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id),
  foreign key (partnership_id, note_id) references visit_note (partnership_id, id),
  foreign key (partnership_id, file_id) references stored_file (partnership_id, id),
  foreign key (partnership_id, added_by) references person (partnership_id, id)
);
create index on visit_photograph (note_id);
create index on visit_photograph (review_id);
select app.protect('visit_photograph', 'insert, update');

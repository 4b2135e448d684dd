-- A meeting belongs to a stage of the programme's model, and leaves in writing what that stage asks for.
alter table review_meeting drop constraint review_meeting_kind_check;
alter table review_meeting rename column kind to stage;
alter table review_meeting rename constraint review_meeting_review_id_kind_key to review_meeting_review_id_stage_key;
alter table review_meeting add column record jsonb not null default '{}';
update review_meeting set record = (
  select coalesce(jsonb_object_agg(part, text), '{}')
    from (values ('note', note), ('celebrate', celebrate), ('develop', develop)) as said (part, text) where text <> '');
alter table review_meeting drop column note, drop column celebrate, drop column develop;

-- A meeting of a whole group: held once, for the reviews of all its schools.
create table group_meeting (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  group_id uuid not null,
  stage text not null,
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 10 and 600),
  place text not null default '',
  link text not null default '',
  held_at timestamptz,
  record jsonb not null default '{}',
  sequence integer not null default 0,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  unique (group_id, stage),
  unique (partnership_id, id),
  foreign key (partnership_id, group_id) references review_group (partnership_id, id),
  foreign key (partnership_id, updated_by) references person (partnership_id, id)
);
select app.protect('group_meeting', 'insert, update');

-- Where the model has a coach school, one school of the group helps the others; a school that leaves the group is it no more.
alter table review_group add column coach_school_id uuid;
alter table review_group add foreign key (id, coach_school_id) references review_group_school (group_id, school_id)
  on delete set null (coach_school_id);

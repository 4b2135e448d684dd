-- A partnership's own review models: drafts are edited, published editions never change, retired ones can no longer be
-- chosen. Models that ship with the product are files and have no row here.
create table review_model (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  key text not null,
  name text not null,
  edition text not null,
  content jsonb not null,
  -- the edition that this one was made from: the key of a shipped model, or "own:" and the id of a row
  adapted_from text,
  version integer not null default 1,
  -- Who last changed each part of a draft and when, by the part's name, to say whose text stands beside yours.
  part_edits jsonb not null default '{}',
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_by uuid,
  updated_at timestamptz not null default now(),
  published_at timestamptz,
  published_by uuid,
  retired_at timestamptz,
  retired_by uuid,
  unique (partnership_id, id),
  unique (partnership_id, key, edition),
  check (retired_at is null or published_at is not null),
  foreign key (partnership_id, created_by) references person (partnership_id, id),
  foreign key (partnership_id, updated_by) references person (partnership_id, id),
  foreign key (partnership_id, published_by) references person (partnership_id, id),
  foreign key (partnership_id, retired_by) references person (partnership_id, id)
);
select app.protect('review_model');

create function app.refuse_change_of_published_review_model() returns trigger language plpgsql as $$
begin
  if old.published_at is not null and (tg_op = 'DELETE' or new.published_at is null
      or (new.content, new.key, new.name, new.edition) is distinct from (old.content, old.key, old.name, old.edition)) then
    raise exception 'a published review model cannot be changed' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger published_review_models_stay before update or delete on review_model
  for each row execute function app.refuse_change_of_published_review_model();

-- A programme names its model by one key: that of a shipped file, or "own:" and the id of an edition of its partnership.
alter table programme add column review_model_id uuid
  generated always as (case when model_key like 'own:%' then substr(model_key, 5)::uuid end) stored;
alter table programme add foreign key (partnership_id, review_model_id) references review_model (partnership_id, id);
create index on programme (review_model_id);

create function app.refuse_programme_of_draft_model() returns trigger language plpgsql as $$
begin
  if new.model_key like 'own:%' and not exists (
      select from review_model where id::text = substr(new.model_key, 5) and published_at is not null) then
    raise exception 'a programme needs a published review model' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger programmes_use_published_models before insert or update of model_key on programme
  for each row execute function app.refuse_programme_of_draft_model();

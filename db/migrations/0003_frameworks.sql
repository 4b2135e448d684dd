-- Frameworks: drafts are edited, published editions never change, retired ones can no longer be chosen.
create table framework (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  key text not null,
  title text not null,
  edition text not null,
  content jsonb not null,
  adapted_from uuid references framework on delete set null,
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
  check (retired_at is null or published_at is not null)
);
select app.protect('framework');

create function app.refuse_change_of_published_framework() returns trigger language plpgsql as $$
begin
  if old.published_at is not null and (tg_op = 'DELETE' or new.published_at is null
      or (new.content, new.key, new.title, new.edition) is distinct from (old.content, old.key, old.title, old.edition)) then
    raise exception 'a published framework cannot be changed' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger published_frameworks_stay before update or delete on framework
  for each row execute function app.refuse_change_of_published_framework();

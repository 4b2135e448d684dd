-- Partnerships, the people in them, their roles and sessions, and the row-level security that
-- keeps partnerships apart. Requests run as the role schoolfellow_app, which owns nothing; the
-- migration command creates that role before this file runs.

create schema if not exists app;
grant usage on schema app to schoolfellow_app;
grant usage on schema public to schoolfellow_app;

-- A setting made with set_config(…, true) reads as '' in later transactions, hence nullif.
create function app.current_partnership() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.partnership', true), '')::uuid $$;
create function app.current_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;

-- Gives a table of tenant data its policy and its grants. `writes` says what requests may do.
create function app.protect(target regclass, writes text default 'insert, update, delete') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own_partnership on %s to schoolfellow_app using (partnership_id = app.current_partnership()) with check (partnership_id = app.current_partnership())', target);
  execute format('grant select on %s to schoolfellow_app', target);
  if writes <> '' then execute format('grant %s on %s to schoolfellow_app', writes, target); end if;
end $$;
revoke execute on function app.protect(regclass, text) from public;

create table partnership (
  id uuid primary key default gen_random_uuid(),
  key text not null unique check (key ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null,
  local_authority_codes text[] not null default '{}',
  contact_name text not null default '',
  contact_email text not null default '',
  contact_phone text not null default '',
  is_demonstration boolean not null default false,
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now()
);
alter table partnership enable row level security;
create policy own_partnership on partnership to schoolfellow_app using (id = app.current_partnership());
grant select on partnership to schoolfellow_app;
grant update (name, local_authority_codes, contact_name, contact_email, contact_phone, settings, version) on partnership to schoolfellow_app;

-- Who can sign in. An account is an e-mail address; what it may do is said by its persons' roles.
create table account (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email) and email like '%_@_%'),
  created_at timestamptz not null default now(),
  last_signed_in_at timestamptz
);

create table person (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  account_id uuid references account,
  email text not null check (email = lower(email)),
  name text not null,
  job_title text not null default '',
  phone text not null default '',
  left_at timestamptz,
  demonstration_key text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (partnership_id, id),
  unique (partnership_id, email)
);
create index on person (account_id);
create unique index on person (demonstration_key) where demonstration_key is not null;

create table session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  account_id uuid not null references account,
  method text not null default 'email-link',
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on session (account_id);

create table sign_in_link (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  account_id uuid not null references account,
  return_to text not null default '/',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on sign_in_link (account_id, created_at);

select app.protect('person', 'insert, update');

-- What a person typed when their session had ended: kept until they sign in again as the same account.
create table held_submission (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account,
  path text not null,
  body jsonb not null,
  held_at timestamptz not null default now(),
  released_at timestamptz
);
create index on held_submission (held_at);

-- One row for each form that was accepted: the same form sent again answers with the same redirect.
create table accepted_submission (
  once uuid not null,
  account_id uuid not null,
  path text not null,
  redirect_to text not null default '',
  flash text not null default '',
  accepted_at timestamptz not null default now(),
  primary key (once, account_id)
);
create index on accepted_submission (accepted_at);
grant select, insert, update on accepted_submission to schoolfellow_app;

create table school (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  urn integer not null check (urn between 10000 and 9999999),
  name text not null,
  phase text not null default '',
  type text not null default '',
  trust text not null default '',
  local_authority_code text not null default '',
  local_authority_name text not null default '',
  district text not null default '',
  ward text not null default '',
  postcode text not null default '',
  easting integer,
  northing integer,
  latitude double precision,
  longitude double precision,
  pupils integer,
  sen_support integer,
  ehc_plans integer,
  sen_unit boolean not null default false,
  resourced_provision boolean not null default false,
  age_low smallint,
  age_high smallint,
  gender text not null default '',
  website text not null default '',
  status text not null default 'open' check (status in ('open', 'closed', 'proposed')),
  opened_on date,
  closed_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (partnership_id, id),
  unique (partnership_id, urn)
);
create index on school (partnership_id, name);
select app.protect('school', 'insert, update');

create table school_link (
  partnership_id uuid not null references partnership,
  school_id uuid not null,
  linked_urn integer not null,
  kind text not null check (kind in ('predecessor', 'successor', 'merged-into', 'split-from')),
  linked_on date,
  primary key (school_id, linked_urn, kind),
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
select app.protect('school_link');

create table locality (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  kind text not null,
  name text not null,
  version integer not null default 1,
  unique (partnership_id, id),
  unique (partnership_id, kind, name)
);
select app.protect('locality');

create table locality_school (
  partnership_id uuid not null references partnership,
  locality_id uuid not null,
  school_id uuid not null,
  primary key (locality_id, school_id),
  foreign key (partnership_id, locality_id) references locality (partnership_id, id) on delete cascade,
  foreign key (partnership_id, school_id) references school (partnership_id, id)
);
create index on locality_school (school_id);
select app.protect('locality_school');

create table role_grant (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  person_id uuid not null,
  role text not null check (role in ('partnership-lead', 'partnership-officer', 'headteacher', 'senior-leader', 'senco', 'governor', 'ile', 'facilitator', 'quality-assurer', 'provider')),
  school_id uuid,
  reason text not null,
  granted_by uuid,
  granted_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_by uuid,
  removal_reason text,
  foreign key (partnership_id, person_id) references person (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  check ((role in ('headteacher', 'senior-leader', 'senco', 'governor')) = (school_id is not null))
);
create unique index role_grant_once on role_grant (person_id, role, coalesce(school_id, '00000000-0000-0000-0000-000000000000')) where removed_at is null;
create index on role_grant (school_id) where removed_at is null;
select app.protect('role_grant', 'insert, update');

create table invitation (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  person_id uuid not null,
  token_hash bytea not null unique,
  message text not null default '',
  invited_by uuid,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
create index on invitation (person_id);
select app.protect('invitation', 'insert, update');

-- An address for a calendar programme to subscribe to; only its hash is kept.
create table calendar_feed (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  person_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (partnership_id, person_id) references person (partnership_id, id)
);
select app.protect('calendar_feed', 'insert, update');

-- Opens a request: finds the session and, inside the named partnership, the person and their
-- roles, and sets the settings that row-level security reads. Runs as its owner because nobody
-- is known yet. The answer is one object; `session` is null for signed-out people.
create function app.begin_request(token bytea, partnership_key text) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s session; p partnership; who person; roles jsonb; places jsonb;
begin
  perform set_config('app.partnership', '', true), set_config('app.person', '', true);
  if token is not null then
    select * into s from session where token_hash = token and ended_at is null and expires_at > now();
    if s.id is not null and s.last_seen_at < now() - interval '5 minutes' then
      update session set last_seen_at = now() where id = s.id;
    end if;
  end if;
  if partnership_key is not null then
    select * into p from partnership where key = partnership_key;
    if p.id is not null then
      perform set_config('app.partnership', p.id::text, true);
    end if;
  end if;
  if s.id is not null and p.id is not null then
    select * into who from person where partnership_id = p.id and account_id = s.account_id and left_at is null;
    if who.id is not null then
      perform set_config('app.person', who.id::text, true);
      select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'school_id', r.school_id) order by r.role), '[]') into roles
        from role_grant r where r.person_id = who.id and r.removed_at is null;
    end if;
  end if;
  if s.id is not null and p.id is null then
    select coalesce(jsonb_agg(jsonb_build_object('key', q.key, 'name', q.name, 'person_id', m.id) order by q.name), '[]') into places
      from person m join partnership q on q.id = m.partnership_id where m.account_id = s.account_id and m.left_at is null;
  end if;
  return jsonb_build_object(
    'session', case when s.id is null then null else jsonb_build_object('id', s.id, 'account_id', s.account_id) end,
    'partnership', case when p.id is null then null else jsonb_build_object('id', p.id, 'key', p.key, 'name', p.name, 'contact_name', p.contact_name, 'contact_email', p.contact_email, 'contact_phone', p.contact_phone, 'is_demonstration', p.is_demonstration, 'settings', p.settings) end,
    'person', case when who.id is null then null else jsonb_build_object('id', who.id, 'name', who.name, 'email', who.email) end,
    'roles', coalesce(roles, '[]'::jsonb),
    'places', coalesce(places, '[]'::jsonb));
end $$;
revoke execute on function app.begin_request(bytea, text) from public;
grant execute on function app.begin_request(bytea, text) to schoolfellow_app;
grant execute on function app.current_partnership(), app.current_person() to schoolfellow_app;

-- Mail, jobs, files and the audit log: what every part of the service needs, knowing nothing of schools' work.

-- E-mail that a change brought about, written in the same transaction and sent afterwards.
-- Requests may write one and never read one: some carry links that sign a person in.
create table outbox_mail (
  id uuid primary key,
  partnership_id uuid default app.current_partnership() references partnership,
  to_address text not null,
  to_name text not null default '',
  subject text not null,
  text text not null,
  html text,
  attachments jsonb not null default '[]',
  kind text not null,
  created_at timestamptz not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  claimed_until timestamptz,
  sent_at timestamptz,
  kept_at timestamptz,
  failed_at timestamptz,
  last_error text
);
create index outbox_mail_due on outbox_mail (next_attempt_at) where sent_at is null and kept_at is null and failed_at is null;
create index on outbox_mail (created_at);
alter table outbox_mail enable row level security;
create policy own_partnership on outbox_mail to schoolfellow_app
  using (partnership_id = app.current_partnership()) with check (partnership_id = app.current_partnership());
grant insert (id, partnership_id, to_address, to_name, subject, text, html, attachments, kind, created_at, next_attempt_at) on outbox_mail to schoolfellow_app;

-- Work that a change asked for. The worker moves each row into its queue; the partnership and the
-- person come from the transaction, never from the payload, and the job runs as them.
create table job_request (
  id uuid primary key,
  partnership_id uuid default app.current_partnership() references partnership,
  person_id uuid default app.current_person(),
  name text not null,
  data jsonb not null check (octet_length(data::text) <= 8192),
  start_after timestamptz,
  requested_at timestamptz not null default now()
);
create index on job_request (requested_at);
alter table job_request enable row level security;
create policy own_partnership on job_request to schoolfellow_app
  using (partnership_id = app.current_partnership()) with check (partnership_id = app.current_partnership() and person_id is not distinct from app.current_person());
grant insert (id, name, data, start_after) on job_request to schoolfellow_app;

-- Jobs that failed for good, for a person to look at: try again, or let go.
create table dead_letter (
  id uuid primary key,
  partnership_id uuid references partnership,
  person_id uuid,
  name text not null,
  data jsonb not null,
  error text not null,
  attempts integer not null,
  failed_at timestamptz not null,
  settled_at timestamptz,
  settled_as text check (settled_as in ('retried', 'dismissed')),
  check ((settled_at is null) = (settled_as is null))
);
create index on dead_letter (partnership_id, failed_at) where settled_at is null;
alter table dead_letter enable row level security;
create policy own_partnership on dead_letter to schoolfellow_app
  using (partnership_id = app.current_partnership()) with check (partnership_id = app.current_partnership());
grant select, update (settled_at, settled_as) on dead_letter to schoolfellow_app;

-- How far a long job is; has the id of its job.
create table job_progress (
  id uuid primary key,
  partnership_id uuid not null default app.current_partnership() references partnership,
  person_id uuid default app.current_person(),
  name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  done integer not null default 0,
  total integer,
  message text not null default '',
  result jsonb,
  cancel_requested boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);
create index on job_progress (partnership_id, created_at);
select app.protect('job_progress', 'insert, update');

-- A file that somebody uploaded. Its bytes lie in the file store under partnership and sha256.
create table stored_file (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null default app.current_partnership() references partnership,
  school_id uuid,
  name text not null,
  type text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by uuid default app.current_person(),
  uploaded_at timestamptz not null default now(),
  removed_at timestamptz,
  content_deleted_at timestamptz,
  unique (partnership_id, id),
  foreign key (partnership_id, school_id) references school (partnership_id, id),
  foreign key (partnership_id, uploaded_by) references person (partnership_id, id)
);
create index on stored_file (partnership_id, sha256);
create index on stored_file (removed_at) where content_deleted_at is null;
alter table stored_file enable row level security;
create policy own_partnership on stored_file to schoolfellow_app
  using (partnership_id = app.current_partnership()) with check (partnership_id = app.current_partnership());
grant select, insert, update (removed_at) on stored_file to schoolfellow_app;

-- Who did what, append-only. Each partnership has its own chain, in which every entry's hash covers
-- the entry and the hash before it; what belongs to no partnership has the chain of the nil id.
create table audit_entry (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid default app.current_partnership() references partnership,
  chain uuid generated always as (coalesce(partnership_id, '00000000-0000-0000-0000-000000000000')) stored,
  number bigint,
  at timestamptz not null default clock_timestamp(),
  person_id uuid default app.current_person(),
  action text not null check (action ~ '^[a-z0-9-]+(:[a-z0-9-]+)*$'),
  subject_kind text not null,
  subject_id text not null,
  school_id uuid,
  detail jsonb not null default '{}' check (octet_length(detail::text) <= 4096),
  previous_hash bytea,
  hash bytea,
  unique (chain, number)
);
create index on audit_entry (partnership_id, at);
create index on audit_entry (subject_kind, subject_id);

-- The last link of each chain: holds the place in the queue and shows when a tail was cut off.
create table audit_chain (
  chain uuid primary key,
  number bigint not null,
  hash bytea not null
);

alter table audit_entry enable row level security;
create policy own_partnership_reads on audit_entry for select to schoolfellow_app using (partnership_id = app.current_partnership());
create policy own_partnership_writes on audit_entry for insert to schoolfellow_app
  with check (partnership_id = app.current_partnership() and person_id is not distinct from app.current_person());
grant select, insert (partnership_id, person_id, action, subject_kind, subject_id, school_id, detail) on audit_entry to schoolfellow_app;

-- What an entry's hash covers, in a form that never depends on settings.
create function app.audit_content(entry audit_entry) returns bytea language sql stable as $$
  select convert_to(jsonb_build_array(
    entry.id, entry.chain, entry.number, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.person_id,
    entry.action, entry.subject_kind, entry.subject_id, entry.school_id, entry.detail)::text, 'UTF8')
$$;

-- Links a new entry to its chain. Runs when the transaction commits, so that a long transaction
-- does not make others wait: the chain is locked only from here to the end of the commit.
create function app.seal_audit_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head audit_chain; entry audit_entry;
begin
  insert into audit_chain (chain, number, hash) values (new.chain, 0, sha256(convert_to(new.chain::text, 'UTF8'))) on conflict do nothing;
  select * into head from audit_chain where chain = new.chain for update;
  select * into entry from audit_entry where id = new.id;
  entry.number := head.number + 1;
  entry.hash := sha256(head.hash || app.audit_content(entry));
  update audit_entry set number = entry.number, previous_hash = head.hash, hash = entry.hash where id = new.id;
  update audit_chain set number = entry.number, hash = entry.hash where chain = new.chain;
  return null;
end $$;
create constraint trigger seal after insert on audit_entry deferrable initially deferred
  for each row execute function app.seal_audit_entry();

-- Nobody changes or removes an entry, its owner included; sealing is the one change, once. (The
-- generated column is not known yet when the trigger runs.)
create function app.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.hash is null and new.hash is not null and to_jsonb(old) - '{chain,number,previous_hash,hash}'::text[] = to_jsonb(new) - '{chain,number,previous_hash,hash}'::text[] then
      return new;
    end if;
  end if;
  raise exception 'the audit log is only ever added to';
end $$;
create trigger refuse_change before update or delete on audit_entry for each row execute function app.refuse_audit_change();
create trigger refuse_truncate before truncate on audit_entry for each statement execute function app.refuse_audit_change();

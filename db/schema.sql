-- Written by `node src/platform/db/dump-schema.ts` from the migrations. Do not edit.

create table accepted_submission (
  once uuid not null,
  account_id uuid not null,
  path text not null,
  redirect_to text not null default ''::text,
  flash text not null default ''::text,
  accepted_at timestamp with time zone not null default now(),
  constraint accepted_submission_pkey PRIMARY KEY (once, account_id)
);
CREATE INDEX accepted_submission_accepted_at_idx ON public.accepted_submission USING btree (accepted_at);
grant insert, select, update on accepted_submission to schoolfellow_app;

create table account (
  id uuid not null default gen_random_uuid(),
  email text not null,
  created_at timestamp with time zone not null default now(),
  last_signed_in_at timestamp with time zone,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_email_key UNIQUE (email),
  constraint account_email_check CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text)))
);

create table agenda_set_aside (
  partnership_id uuid not null,
  review_id uuid not null,
  statement_key text not null,
  reason text not null,
  aside boolean not null default true,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null,
  constraint agenda_set_aside_pkey PRIMARY KEY (review_id, statement_key),
  constraint agenda_set_aside_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint agenda_set_aside_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint agenda_set_aside_partnership_id_updated_by_fkey FOREIGN KEY (partnership_id, updated_by) REFERENCES person(partnership_id, id)
);
alter table agenda_set_aside enable row level security;
create policy own_partnership on agenda_set_aside for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on agenda_set_aside to schoolfellow_app;

create table agreed_judgement (
  partnership_id uuid not null,
  evaluation_id uuid not null,
  statement_key text not null,
  point smallint,
  answer text not null default ''::text,
  reason text not null default ''::text,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  constraint agreed_judgement_pkey PRIMARY KEY (evaluation_id, statement_key),
  constraint agreed_judgement_partnership_id_evaluation_id_fkey FOREIGN KEY (partnership_id, evaluation_id) REFERENCES self_evaluation(partnership_id, id) ON DELETE CASCADE,
  constraint agreed_judgement_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint agreed_judgement_partnership_id_updated_by_fkey FOREIGN KEY (partnership_id, updated_by) REFERENCES person(partnership_id, id)
);
alter table agreed_judgement enable row level security;
create policy own_partnership on agreed_judgement for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on agreed_judgement to schoolfellow_app;

create table arrangement (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  number integer not null,
  made_from_id uuid,
  origin text not null,
  summary text not null,
  label text not null default ''::text,
  names_version integer not null default 1,
  groups jsonb not null,
  locked_groups integer[] not null default '{}'::integer[],
  locked_school_ids uuid[] not null default '{}'::uuid[],
  settings jsonb not null,
  score jsonb not null,
  bound double precision,
  violations jsonb not null default '[]'::jsonb,
  seconds real,
  seed integer,
  stopped_early boolean not null default false,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint arrangement_pkey PRIMARY KEY (id),
  constraint arrangement_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint arrangement_programme_id_number_key UNIQUE (programme_id, number),
  constraint arrangement_origin_check CHECK ((origin = ANY (ARRAY['search'::text, 'move'::text, 'placement'::text, 'present'::text, 'objection'::text]))),
  constraint arrangement_partnership_id_created_by_fkey FOREIGN KEY (partnership_id, created_by) REFERENCES person(partnership_id, id),
  constraint arrangement_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint arrangement_partnership_id_made_from_id_fkey FOREIGN KEY (partnership_id, made_from_id) REFERENCES arrangement(partnership_id, id),
  constraint arrangement_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
alter table arrangement enable row level security;
create policy own_partnership on arrangement for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on arrangement to schoolfellow_app;

create table audit_chain (
  chain uuid not null,
  number bigint not null,
  hash bytea not null,
  constraint audit_chain_pkey PRIMARY KEY (chain)
);

create table audit_entry (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid default app.current_partnership(),
  chain uuid generated always as (COALESCE(partnership_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  number bigint,
  at timestamp with time zone not null default clock_timestamp(),
  person_id uuid default app.current_person(),
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  school_id uuid,
  detail jsonb not null default '{}'::jsonb,
  previous_hash bytea,
  hash bytea,
  constraint audit_entry_pkey PRIMARY KEY (id),
  constraint audit_entry_chain_number_key UNIQUE (chain, number),
  constraint audit_entry_action_check CHECK ((action ~ '^[a-z0-9-]+(:[a-z0-9-]+)*$'::text)),
  constraint audit_entry_detail_check CHECK ((octet_length((detail)::text) <= 4096)),
  constraint audit_entry_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX audit_entry_partnership_id_at_idx ON public.audit_entry USING btree (partnership_id, at);
CREATE INDEX audit_entry_subject_kind_subject_id_idx ON public.audit_entry USING btree (subject_kind, subject_id);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION app.refuse_audit_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_audit_change();
CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON public.audit_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.seal_audit_entry();
alter table audit_entry enable row level security;
create policy own_partnership_reads on audit_entry for select to schoolfellow_app using ((partnership_id = app.current_partnership()));
create policy own_partnership_writes on audit_entry for insert to schoolfellow_app with check (((partnership_id = app.current_partnership()) AND (NOT (person_id IS DISTINCT FROM app.current_person()))));
grant insert (partnership_id, person_id, action, subject_kind, subject_id, school_id, detail), select on audit_entry to schoolfellow_app;

create table blocked_date (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  person_id uuid,
  school_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason text,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  constraint blocked_date_pkey PRIMARY KEY (id),
  constraint blocked_date_check CHECK ((ends_on >= starts_on)),
  constraint blocked_date_check1 CHECK ((num_nonnulls(person_id, school_id) = 1)),
  constraint blocked_date_check2 CHECK (((school_id IS NULL) = (reason IS NULL))),
  constraint blocked_date_reason_check CHECK ((reason = ANY (ARRAY['exams'::text, 'production'::text, 'trip'::text, 'staff-training'::text, 'building-work'::text, 'other'::text]))),
  constraint blocked_date_partnership_id_created_by_fkey FOREIGN KEY (partnership_id, created_by) REFERENCES person(partnership_id, id),
  constraint blocked_date_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint blocked_date_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint blocked_date_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX blocked_date_person_id_idx ON public.blocked_date USING btree (person_id);
CREATE INDEX blocked_date_school_id_idx ON public.blocked_date USING btree (school_id);
alter table blocked_date enable row level security;
create policy own_partnership on blocked_date for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select on blocked_date to schoolfellow_app;

create table calendar_feed (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint calendar_feed_pkey PRIMARY KEY (id),
  constraint calendar_feed_token_hash_key UNIQUE (token_hash),
  constraint calendar_feed_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint calendar_feed_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id)
);
alter table calendar_feed enable row level security;
create policy own_partnership on calendar_feed for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on calendar_feed to schoolfellow_app;

create table closed_day (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  school_id uuid,
  closed_on date not null,
  reason text not null,
  constraint closed_day_pkey PRIMARY KEY (id),
  constraint closed_day_partnership_id_school_id_closed_on_key UNIQUE NULLS NOT DISTINCT (partnership_id, school_id, closed_on),
  constraint closed_day_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint closed_day_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
alter table closed_day enable row level security;
create policy own_partnership on closed_day for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on closed_day to schoolfellow_app;

create table dead_letter (
  id uuid not null,
  partnership_id uuid,
  person_id uuid,
  name text not null,
  data jsonb not null,
  error text not null,
  attempts integer not null,
  failed_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_as text,
  constraint dead_letter_pkey PRIMARY KEY (id),
  constraint dead_letter_check CHECK (((settled_at IS NULL) = (settled_as IS NULL))),
  constraint dead_letter_settled_as_check CHECK ((settled_as = ANY (ARRAY['retried'::text, 'dismissed'::text]))),
  constraint dead_letter_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX dead_letter_partnership_id_failed_at_idx ON public.dead_letter USING btree (partnership_id, failed_at) WHERE (settled_at IS NULL);
alter table dead_letter enable row level security;
create policy own_partnership on dead_letter for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant select, update (settled_at, settled_as) on dead_letter to schoolfellow_app;

create table effort_addition (
  partnership_id uuid not null,
  id uuid not null,
  version integer not null,
  person_id uuid not null,
  school_id uuid,
  done_on date not null,
  half_days numeric not null,
  what text not null,
  taken_out boolean not null default false,
  written_by uuid not null,
  written_at timestamp with time zone not null,
  constraint effort_addition_pkey PRIMARY KEY (id, version),
  constraint effort_addition_half_days_check CHECK (((half_days > (0)::numeric) AND (half_days <= (40)::numeric) AND ((half_days * (4)::numeric) = trunc((half_days * (4)::numeric))))),
  constraint effort_addition_version_check CHECK ((version > 0)),
  constraint effort_addition_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint effort_addition_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint effort_addition_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id),
  constraint effort_addition_partnership_id_written_by_fkey FOREIGN KEY (partnership_id, written_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX effort_addition_person_id_idx ON public.effort_addition USING btree (person_id);
CREATE INDEX effort_addition_school_id_idx ON public.effort_addition USING btree (school_id);
alter table effort_addition enable row level security;
create policy own_partnership on effort_addition for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on effort_addition to schoolfellow_app;

create table effort_correction (
  partnership_id uuid not null,
  person_id uuid not null,
  review_id uuid,
  group_id uuid,
  stage text not null,
  version integer not null,
  half_days numeric,
  reason text not null,
  school_id uuid,
  worked_out numeric not null,
  done_on date not null,
  kind text not null,
  stage_name text not null,
  programme_id uuid not null,
  written_by uuid not null,
  written_at timestamp with time zone not null,
  constraint effort_correction_person_id_review_id_group_id_stage_versio_key UNIQUE NULLS NOT DISTINCT (person_id, review_id, group_id, stage, version),
  constraint effort_correction_check CHECK ((num_nonnulls(review_id, group_id) = 1)),
  constraint effort_correction_half_days_check CHECK ((((half_days >= (0)::numeric) AND (half_days <= (40)::numeric)) AND ((half_days * (4)::numeric) = trunc((half_days * (4)::numeric))))),
  constraint effort_correction_kind_check CHECK ((kind = ANY (ARRAY['preparing'::text, 'visiting'::text, 'writing'::text, 'meetings'::text, 'hosting'::text]))),
  constraint effort_correction_version_check CHECK ((version > 0)),
  constraint effort_correction_worked_out_check CHECK ((worked_out >= (0)::numeric)),
  constraint effort_correction_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint effort_correction_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id),
  constraint effort_correction_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint effort_correction_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint effort_correction_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint effort_correction_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id),
  constraint effort_correction_partnership_id_written_by_fkey FOREIGN KEY (partnership_id, written_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX effort_correction_school_id_idx ON public.effort_correction USING btree (school_id);
alter table effort_correction enable row level security;
create policy own_partnership on effort_correction for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on effort_correction to schoolfellow_app;

create table enquiry_question (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  "position" integer not null,
  text text not null,
  drawn_from jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint enquiry_question_pkey PRIMARY KEY (id),
  constraint enquiry_question_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint enquiry_question_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint enquiry_question_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX enquiry_question_review_id_idx ON public.enquiry_question USING btree (review_id);
alter table enquiry_question enable row level security;
create policy own_partnership on enquiry_question for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on enquiry_question to schoolfellow_app;

create table evidence (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  evaluation_id uuid not null,
  statement_key text not null,
  kind text not null,
  title text not null,
  url text not null default ''::text,
  note text not null default ''::text,
  file_id uuid,
  added_by uuid not null,
  added_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint evidence_pkey PRIMARY KEY (id),
  constraint evidence_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint evidence_check CHECK (((kind = 'file'::text) = (file_id IS NOT NULL))),
  constraint evidence_check1 CHECK (((kind = 'link'::text) = (url <> ''::text))),
  constraint evidence_kind_check CHECK ((kind = ANY (ARRAY['file'::text, 'link'::text, 'note'::text]))),
  constraint evidence_partnership_id_added_by_fkey FOREIGN KEY (partnership_id, added_by) REFERENCES person(partnership_id, id),
  constraint evidence_partnership_id_evaluation_id_fkey FOREIGN KEY (partnership_id, evaluation_id) REFERENCES self_evaluation(partnership_id, id) ON DELETE CASCADE,
  constraint evidence_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX evidence_evaluation_id_idx ON public.evidence USING btree (evaluation_id);
alter table evidence enable row level security;
create policy blind_first on evidence as restrictive for select to schoolfellow_app using (((added_by = app.current_person()) OR (EXISTS ( SELECT 1
   FROM self_evaluation e
  WHERE ((e.id = evidence.evaluation_id) AND (e.compared_at IS NOT NULL))))));
create policy own_partnership on evidence for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on evidence to schoolfellow_app;

create table finding (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  kind text not null,
  title text not null,
  text text not null default ''::text,
  question_id uuid,
  statement_key text not null default ''::text,
  challenge text not null default ''::text,
  challenge_by uuid,
  challenge_at timestamp with time zone,
  "position" integer not null default 0,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  one_source_reason text not null default ''::text,
  challenge_version integer not null default 0,
  challenge_answer text not null default ''::text,
  challenge_answer_by uuid,
  challenge_answer_at timestamp with time zone,
  challenge_answer_version integer not null default 0,
  constraint finding_pkey PRIMARY KEY (id),
  constraint finding_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint finding_kind_check CHECK ((kind = ANY (ARRAY['strength'::text, 'area-to-develop'::text]))),
  constraint finding_partnership_id_challenge_answer_by_fkey FOREIGN KEY (partnership_id, challenge_answer_by) REFERENCES person(partnership_id, id),
  constraint finding_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint finding_partnership_id_question_id_fkey FOREIGN KEY (partnership_id, question_id) REFERENCES enquiry_question(partnership_id, id),
  constraint finding_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX finding_review_id_idx ON public.finding USING btree (review_id);
alter table finding enable row level security;
create policy own_partnership on finding for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on finding to schoolfellow_app;

create table finding_note (
  partnership_id uuid not null,
  finding_id uuid not null,
  note_id uuid not null,
  constraint finding_note_pkey PRIMARY KEY (finding_id, note_id),
  constraint finding_note_partnership_id_finding_id_fkey FOREIGN KEY (partnership_id, finding_id) REFERENCES finding(partnership_id, id),
  constraint finding_note_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint finding_note_partnership_id_note_id_fkey FOREIGN KEY (partnership_id, note_id) REFERENCES visit_note(partnership_id, id)
);
CREATE INDEX finding_note_note_id_idx ON public.finding_note USING btree (note_id);
alter table finding_note enable row level security;
create policy own_partnership on finding_note for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on finding_note to schoolfellow_app;

create table framework (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  key text not null,
  title text not null,
  edition text not null,
  content jsonb not null,
  adapted_from uuid,
  version integer not null default 1,
  part_edits jsonb not null default '{}'::jsonb,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_by uuid,
  updated_at timestamp with time zone not null default now(),
  published_at timestamp with time zone,
  published_by uuid,
  retired_at timestamp with time zone,
  retired_by uuid,
  constraint framework_pkey PRIMARY KEY (id),
  constraint framework_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint framework_partnership_id_key_edition_key UNIQUE (partnership_id, key, edition),
  constraint framework_check CHECK (((retired_at IS NULL) OR (published_at IS NOT NULL))),
  constraint framework_adapted_from_fkey FOREIGN KEY (adapted_from) REFERENCES framework(id) ON DELETE SET NULL,
  constraint framework_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE TRIGGER published_frameworks_stay BEFORE DELETE OR UPDATE ON public.framework FOR EACH ROW EXECUTE FUNCTION app.refuse_change_of_published_framework();
alter table framework enable row level security;
create policy own_partnership on framework for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on framework to schoolfellow_app;

create table group_forming (
  programme_id uuid not null,
  partnership_id uuid not null,
  rules jsonb not null,
  aims jsonb not null,
  preferences_until date,
  asked_at timestamp with time zone,
  reminded_at timestamp with time zone,
  preferences_closed_at timestamp with time zone,
  rules_version integer not null default 0,
  aims_version integer not null default 0,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  constraint group_forming_pkey PRIMARY KEY (programme_id),
  constraint group_forming_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_forming_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint group_forming_partnership_id_updated_by_fkey FOREIGN KEY (partnership_id, updated_by) REFERENCES person(partnership_id, id)
);
alter table group_forming enable row level security;
create policy own_partnership on group_forming for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on group_forming to schoolfellow_app;

create table group_meeting (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  group_id uuid not null,
  stage text not null,
  starts_at timestamp with time zone not null,
  minutes integer not null,
  place text not null default ''::text,
  link text not null default ''::text,
  held_at timestamp with time zone,
  record jsonb not null default '{}'::jsonb,
  sequence integer not null default 0,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  constraint group_meeting_pkey PRIMARY KEY (id),
  constraint group_meeting_group_id_stage_key UNIQUE (group_id, stage),
  constraint group_meeting_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint group_meeting_minutes_check CHECK (((minutes >= 10) AND (minutes <= 600))),
  constraint group_meeting_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_meeting_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id),
  constraint group_meeting_partnership_id_updated_by_fkey FOREIGN KEY (partnership_id, updated_by) REFERENCES person(partnership_id, id)
);
alter table group_meeting enable row level security;
create policy own_partnership on group_meeting for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on group_meeting to schoolfellow_app;

create table group_preference (
  partnership_id uuid not null,
  programme_id uuid not null,
  school_id uuid not null,
  strengths text[] not null default '{}'::text[],
  priorities text[] not null default '{}'::text[],
  wished_school_ids uuid[] not null default '{}'::uuid[],
  note text not null default ''::text,
  version integer not null default 1,
  given_by uuid not null,
  by_officer boolean not null default false,
  given_at timestamp with time zone not null,
  constraint group_preference_pkey PRIMARY KEY (programme_id, school_id),
  constraint group_preference_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_preference_partnership_id_given_by_fkey FOREIGN KEY (partnership_id, given_by) REFERENCES person(partnership_id, id),
  constraint group_preference_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint group_preference_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX group_preference_school_id_idx ON public.group_preference USING btree (school_id);
alter table group_preference enable row level security;
create policy own_partnership on group_preference for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on group_preference to schoolfellow_app;

create table group_proposal (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  arrangement_id uuid not null,
  message text not null default ''::text,
  asked_school_ids uuid[] not null,
  objections_until date not null,
  published_by uuid not null,
  published_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  reminded_at timestamp with time zone,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text not null default ''::text,
  version integer not null default 1,
  constraint group_proposal_pkey PRIMARY KEY (id),
  constraint group_proposal_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint group_proposal_partnership_id_arrangement_id_fkey FOREIGN KEY (partnership_id, arrangement_id) REFERENCES arrangement(partnership_id, id),
  constraint group_proposal_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_proposal_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint group_proposal_partnership_id_published_by_fkey FOREIGN KEY (partnership_id, published_by) REFERENCES person(partnership_id, id)
);
CREATE UNIQUE INDEX group_proposal_programme_id_idx ON public.group_proposal USING btree (programme_id) WHERE ((confirmed_at IS NULL) AND (withdrawn_at IS NULL));
alter table group_proposal enable row level security;
create policy own_partnership on group_proposal for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on group_proposal to schoolfellow_app;

create table group_proposal_answer (
  partnership_id uuid not null,
  proposal_id uuid not null,
  school_id uuid not null,
  arrangement_id uuid not null,
  answer text not null,
  reason text not null default ''::text,
  answered_by uuid not null,
  answered_at timestamp with time zone not null,
  decision text,
  reply text not null default ''::text,
  replied_by uuid,
  replied_at timestamp with time zone,
  version integer not null default 1,
  constraint group_proposal_answer_pkey PRIMARY KEY (proposal_id, school_id),
  constraint group_proposal_answer_answer_check CHECK ((answer = ANY (ARRAY['content'::text, 'objects'::text]))),
  constraint group_proposal_answer_decision_check CHECK ((decision = ANY (ARRAY['stays'::text, 'changed'::text]))),
  constraint group_proposal_answer_partnership_id_answered_by_fkey FOREIGN KEY (partnership_id, answered_by) REFERENCES person(partnership_id, id),
  constraint group_proposal_answer_partnership_id_arrangement_id_fkey FOREIGN KEY (partnership_id, arrangement_id) REFERENCES arrangement(partnership_id, id),
  constraint group_proposal_answer_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_proposal_answer_partnership_id_proposal_id_fkey FOREIGN KEY (partnership_id, proposal_id) REFERENCES group_proposal(partnership_id, id),
  constraint group_proposal_answer_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX group_proposal_answer_school_id_idx ON public.group_proposal_answer USING btree (school_id);
alter table group_proposal_answer enable row level security;
create policy own_partnership on group_proposal_answer for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on group_proposal_answer to schoolfellow_app;

create table group_search (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  from_arrangement_id uuid,
  seconds integer not null,
  seed integer not null,
  job_id uuid,
  started_by uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  arrangement_id uuid,
  conflict jsonb,
  constraint group_search_pkey PRIMARY KEY (id),
  constraint group_search_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint group_search_seconds_check CHECK (((seconds >= 1) AND (seconds <= 300))),
  constraint group_search_partnership_id_arrangement_id_fkey FOREIGN KEY (partnership_id, arrangement_id) REFERENCES arrangement(partnership_id, id),
  constraint group_search_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_search_partnership_id_from_arrangement_id_fkey FOREIGN KEY (partnership_id, from_arrangement_id) REFERENCES arrangement(partnership_id, id),
  constraint group_search_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint group_search_partnership_id_started_by_fkey FOREIGN KEY (partnership_id, started_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX group_search_programme_id_started_at_idx ON public.group_search USING btree (programme_id, started_at);
alter table group_search enable row level security;
create policy own_partnership on group_search for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on group_search to schoolfellow_app;

create table group_travel_time (
  partnership_id uuid not null,
  programme_id uuid not null,
  one_school_id uuid not null,
  other_school_id uuid not null,
  minutes real not null,
  constraint group_travel_time_pkey PRIMARY KEY (programme_id, one_school_id, other_school_id),
  constraint group_travel_time_check CHECK ((one_school_id < other_school_id)),
  constraint group_travel_time_minutes_check CHECK ((minutes >= (0)::double precision)),
  constraint group_travel_time_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint group_travel_time_partnership_id_one_school_id_fkey FOREIGN KEY (partnership_id, one_school_id) REFERENCES school(partnership_id, id),
  constraint group_travel_time_partnership_id_other_school_id_fkey FOREIGN KEY (partnership_id, other_school_id) REFERENCES school(partnership_id, id),
  constraint group_travel_time_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
alter table group_travel_time enable row level security;
create policy own_partnership on group_travel_time for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on group_travel_time to schoolfellow_app;

create table held_submission (
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  path text not null,
  body jsonb not null,
  held_at timestamp with time zone not null default now(),
  released_at timestamp with time zone,
  constraint held_submission_pkey PRIMARY KEY (id),
  constraint held_submission_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX held_submission_held_at_idx ON public.held_submission USING btree (held_at);

create table invitation (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  message text not null default ''::text,
  invited_by uuid,
  invited_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint invitation_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id)
);
CREATE INDEX invitation_person_id_idx ON public.invitation USING btree (person_id);
alter table invitation enable row level security;
create policy own_partnership on invitation for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on invitation to schoolfellow_app;

create table job_progress (
  id uuid not null,
  partnership_id uuid not null default app.current_partnership(),
  person_id uuid default app.current_person(),
  name text not null,
  state text not null default 'waiting'::text,
  done integer not null default 0,
  total integer,
  message text not null default ''::text,
  result jsonb,
  cancel_requested boolean not null default false,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint job_progress_pkey PRIMARY KEY (id),
  constraint job_progress_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text]))),
  constraint job_progress_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX job_progress_partnership_id_created_at_idx ON public.job_progress USING btree (partnership_id, created_at);
alter table job_progress enable row level security;
create policy own_partnership on job_progress for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on job_progress to schoolfellow_app;

create table job_request (
  id uuid not null,
  partnership_id uuid default app.current_partnership(),
  person_id uuid default app.current_person(),
  name text not null,
  data jsonb not null,
  start_after timestamp with time zone,
  requested_at timestamp with time zone not null default now(),
  constraint job_request_pkey PRIMARY KEY (id),
  constraint job_request_data_check CHECK ((octet_length((data)::text) <= 8192)),
  constraint job_request_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX job_request_requested_at_idx ON public.job_request USING btree (requested_at);
alter table job_request enable row level security;
create policy own_partnership on job_request for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check (((partnership_id = app.current_partnership()) AND (NOT (person_id IS DISTINCT FROM app.current_person()))));
grant insert (id, name, data, start_after) on job_request to schoolfellow_app;

create table leader_answer (
  partnership_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  days numeric not null,
  sectors text[] not null,
  areas text[] not null default '{}'::text[],
  from_school_id uuid,
  note text not null default ''::text,
  version integer not null default 1,
  answered_by uuid not null,
  answered_at timestamp with time zone not null,
  constraint leader_answer_pkey PRIMARY KEY (programme_id, person_id),
  constraint leader_answer_days_check CHECK ((days >= (0)::numeric)),
  constraint leader_answer_partnership_id_answered_by_fkey FOREIGN KEY (partnership_id, answered_by) REFERENCES person(partnership_id, id),
  constraint leader_answer_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint leader_answer_partnership_id_from_school_id_fkey FOREIGN KEY (partnership_id, from_school_id) REFERENCES school(partnership_id, id),
  constraint leader_answer_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint leader_answer_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
CREATE INDEX leader_answer_person_id_idx ON public.leader_answer USING btree (person_id);
alter table leader_answer enable row level security;
create policy own_partnership on leader_answer for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on leader_answer to schoolfellow_app;

create table leader_conflict (
  partnership_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  school_id uuid not null,
  kind text not null,
  reason text not null default ''::text,
  constraint leader_conflict_pkey PRIMARY KEY (programme_id, person_id, school_id),
  constraint leader_conflict_kind_check CHECK ((kind = ANY (ARRAY['works-there'::text, 'recent-employer'::text, 'governor'::text, 'family'::text, 'other'::text]))),
  constraint leader_conflict_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint leader_conflict_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint leader_conflict_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id),
  constraint leader_conflict_programme_id_person_id_fkey FOREIGN KEY (programme_id, person_id) REFERENCES leader_answer(programme_id, person_id)
);
CREATE INDEX leader_conflict_person_id_idx ON public.leader_conflict USING btree (person_id);
alter table leader_conflict enable row level security;
create policy own_partnership on leader_conflict for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on leader_conflict to schoolfellow_app;

create table leader_match (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  number integer not null,
  made_from_id uuid,
  wishes jsonb not null default '[]'::jsonb,
  result jsonb not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  adopted_by uuid,
  adopted_at timestamp with time zone,
  constraint leader_match_pkey PRIMARY KEY (id),
  constraint leader_match_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint leader_match_programme_id_number_key UNIQUE (programme_id, number),
  constraint leader_match_partnership_id_adopted_by_fkey FOREIGN KEY (partnership_id, adopted_by) REFERENCES person(partnership_id, id),
  constraint leader_match_partnership_id_created_by_fkey FOREIGN KEY (partnership_id, created_by) REFERENCES person(partnership_id, id),
  constraint leader_match_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint leader_match_partnership_id_made_from_id_fkey FOREIGN KEY (partnership_id, made_from_id) REFERENCES leader_match(partnership_id, id),
  constraint leader_match_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
alter table leader_match enable row level security;
create policy own_partnership on leader_match for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on leader_match to schoolfellow_app;

create table locality (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  kind text not null,
  name text not null,
  version integer not null default 1,
  constraint locality_pkey PRIMARY KEY (id),
  constraint locality_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint locality_partnership_id_kind_name_key UNIQUE (partnership_id, kind, name),
  constraint locality_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
alter table locality enable row level security;
create policy own_partnership on locality for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on locality to schoolfellow_app;

create table locality_school (
  partnership_id uuid not null,
  locality_id uuid not null,
  school_id uuid not null,
  constraint locality_school_pkey PRIMARY KEY (locality_id, school_id),
  constraint locality_school_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint locality_school_partnership_id_locality_id_fkey FOREIGN KEY (partnership_id, locality_id) REFERENCES locality(partnership_id, id) ON DELETE CASCADE,
  constraint locality_school_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX locality_school_school_id_idx ON public.locality_school USING btree (school_id);
alter table locality_school enable row level security;
create policy own_partnership on locality_school for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on locality_school to schoolfellow_app;

create table next_step (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  finding_id uuid,
  text text not null,
  owner_person_id uuid,
  owner_name text not null default ''::text,
  due_on date not null,
  success text not null default ''::text,
  progress text not null default 'not-started'::text,
  progress_note text not null default ''::text,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint next_step_pkey PRIMARY KEY (id),
  constraint next_step_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint next_step_progress_check CHECK ((progress = ANY (ARRAY['not-started'::text, 'under-way'::text, 'done'::text, 'stopped'::text]))),
  constraint next_step_partnership_id_finding_id_fkey FOREIGN KEY (partnership_id, finding_id) REFERENCES finding(partnership_id, id),
  constraint next_step_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint next_step_partnership_id_owner_person_id_fkey FOREIGN KEY (partnership_id, owner_person_id) REFERENCES person(partnership_id, id),
  constraint next_step_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX next_step_owner_person_id_idx ON public.next_step USING btree (owner_person_id);
CREATE INDEX next_step_review_id_idx ON public.next_step USING btree (review_id);
alter table next_step enable row level security;
create policy own_partnership on next_step for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on next_step to schoolfellow_app;

create table notebook_receipt (
  partnership_id uuid not null,
  review_id uuid not null,
  note_id uuid not null,
  edit_id uuid not null,
  version integer not null,
  beside_id uuid,
  device_at timestamp with time zone not null,
  device_behind_ms bigint not null,
  received_at timestamp with time zone not null,
  constraint notebook_receipt_pkey PRIMARY KEY (note_id, edit_id),
  constraint notebook_receipt_partnership_id_beside_id_fkey FOREIGN KEY (partnership_id, beside_id) REFERENCES visit_note(partnership_id, id),
  constraint notebook_receipt_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint notebook_receipt_partnership_id_note_id_fkey FOREIGN KEY (partnership_id, note_id) REFERENCES visit_note(partnership_id, id),
  constraint notebook_receipt_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX notebook_receipt_review_id_idx ON public.notebook_receipt USING btree (review_id);
alter table notebook_receipt enable row level security;
create policy own_partnership on notebook_receipt for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on notebook_receipt to schoolfellow_app;

create table outbox_mail (
  id uuid not null,
  partnership_id uuid default app.current_partnership(),
  to_address text not null,
  to_name text not null default ''::text,
  subject text not null,
  text text not null,
  html text,
  attachments jsonb not null default '[]'::jsonb,
  kind text not null,
  created_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone not null default now(),
  claimed_until timestamp with time zone,
  sent_at timestamp with time zone,
  kept_at timestamp with time zone,
  failed_at timestamp with time zone,
  last_error text,
  constraint outbox_mail_pkey PRIMARY KEY (id),
  constraint outbox_mail_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX outbox_mail_created_at_idx ON public.outbox_mail USING btree (created_at);
CREATE INDEX outbox_mail_due ON public.outbox_mail USING btree (next_attempt_at) WHERE ((sent_at IS NULL) AND (kept_at IS NULL) AND (failed_at IS NULL));
alter table outbox_mail enable row level security;
create policy own_partnership on outbox_mail for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert (id, partnership_id, to_address, to_name, subject, text, html, attachments, kind, created_at, next_attempt_at) on outbox_mail to schoolfellow_app;

create table own_judgement (
  partnership_id uuid not null,
  evaluation_id uuid not null,
  person_id uuid not null,
  statement_key text not null,
  point smallint,
  answer text not null default ''::text,
  reason text not null default ''::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  constraint own_judgement_pkey PRIMARY KEY (evaluation_id, person_id, statement_key),
  constraint own_judgement_partnership_id_evaluation_id_fkey FOREIGN KEY (partnership_id, evaluation_id) REFERENCES self_evaluation(partnership_id, id) ON DELETE CASCADE,
  constraint own_judgement_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint own_judgement_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id)
);
alter table own_judgement enable row level security;
create policy blind_first on own_judgement as restrictive for select to schoolfellow_app using (((person_id = app.current_person()) OR (EXISTS ( SELECT 1
   FROM self_evaluation e
  WHERE ((e.id = own_judgement.evaluation_id) AND (e.compared_at IS NOT NULL))))));
create policy own_partnership on own_judgement for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
create policy own_words_added on own_judgement as restrictive for insert to schoolfellow_app with check ((person_id = app.current_person()));
create policy own_words_changed on own_judgement as restrictive for update to schoolfellow_app using ((person_id = app.current_person()));
grant insert, select, update on own_judgement to schoolfellow_app;

create table partnership (
  id uuid not null default gen_random_uuid(),
  key text not null,
  name text not null,
  local_authority_codes text[] not null default '{}'::text[],
  contact_name text not null default ''::text,
  contact_email text not null default ''::text,
  contact_phone text not null default ''::text,
  is_demonstration boolean not null default false,
  settings jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint partnership_pkey PRIMARY KEY (id),
  constraint partnership_key_key UNIQUE (key),
  constraint partnership_key_check CHECK ((key ~ '^[a-z][a-z0-9-]{1,40}$'::text))
);
alter table partnership enable row level security;
create policy own_partnership on partnership for all to schoolfellow_app using ((id = app.current_partnership()));
grant select, update (name, local_authority_codes, contact_name, contact_email, contact_phone, settings, version) on partnership to schoolfellow_app;

create table person (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  account_id uuid,
  email text not null,
  name text not null,
  job_title text not null default ''::text,
  phone text not null default ''::text,
  left_at timestamp with time zone,
  demonstration_key text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_partnership_id_email_key UNIQUE (partnership_id, email),
  constraint person_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint person_email_check CHECK ((email = lower(email))),
  constraint person_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint person_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX person_account_id_idx ON public.person USING btree (account_id);
CREATE UNIQUE INDEX person_demonstration_key_idx ON public.person USING btree (demonstration_key) WHERE (demonstration_key IS NOT NULL);
alter table person enable row level security;
create policy own_partnership on person for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on person to schoolfellow_app;

create table programme (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  name text not null,
  model_key text not null,
  framework_id uuid,
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  review_model_id uuid generated always as (
CASE
    WHEN (model_key ~~ 'own:%'::text) THEN (substr(model_key, 5))::uuid
    ELSE NULL::uuid
END) stored,
  constraint programme_pkey PRIMARY KEY (id),
  constraint programme_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint programme_partnership_id_name_key UNIQUE (partnership_id, name),
  constraint programme_check CHECK ((ends_on > starts_on)),
  constraint programme_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint programme_partnership_id_framework_id_fkey FOREIGN KEY (partnership_id, framework_id) REFERENCES framework(partnership_id, id),
  constraint programme_partnership_id_review_model_id_fkey FOREIGN KEY (partnership_id, review_model_id) REFERENCES review_model(partnership_id, id)
);
CREATE INDEX programme_review_model_id_idx ON public.programme USING btree (review_model_id);
CREATE TRIGGER programmes_use_published_models BEFORE INSERT OR UPDATE OF model_key ON public.programme FOR EACH ROW EXECUTE FUNCTION app.refuse_programme_of_draft_model();
alter table programme enable row level security;
create policy own_partnership on programme for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on programme to schoolfellow_app;

create table programme_health_limits (
  partnership_id uuid not null,
  programme_id uuid not null,
  preparation integer not null,
  team integer not null,
  window_opens integer not null,
  invitation integer not null,
  visit_before_end integer not null,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null,
  constraint programme_health_limits_pkey PRIMARY KEY (programme_id),
  constraint programme_health_limits_invitation_check CHECK (((invitation >= 0) AND (invitation <= 200))),
  constraint programme_health_limits_preparation_check CHECK (((preparation >= 0) AND (preparation <= 200))),
  constraint programme_health_limits_team_check CHECK (((team >= 0) AND (team <= 200))),
  constraint programme_health_limits_visit_before_end_check CHECK (((visit_before_end >= 0) AND (visit_before_end <= 200))),
  constraint programme_health_limits_window_opens_check CHECK (((window_opens >= 0) AND (window_opens <= 200))),
  constraint programme_health_limits_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint programme_health_limits_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint programme_health_limits_partnership_id_updated_by_fkey FOREIGN KEY (partnership_id, updated_by) REFERENCES person(partnership_id, id)
);
alter table programme_health_limits enable row level security;
create policy own_partnership on programme_health_limits for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on programme_health_limits to schoolfellow_app;

create table programme_school (
  partnership_id uuid not null,
  programme_id uuid not null,
  school_id uuid not null,
  joined_on date not null,
  left_on date,
  constraint programme_school_pkey PRIMARY KEY (programme_id, school_id),
  constraint programme_school_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint programme_school_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint programme_school_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX programme_school_school_id_idx ON public.programme_school USING btree (school_id);
alter table programme_school enable row level security;
create policy own_partnership on programme_school for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on programme_school to schoolfellow_app;

create table report_agreement (
  partnership_id uuid not null,
  review_id uuid not null,
  person_id uuid not null,
  said text not null default ''::text,
  missing text not null default ''::text,
  said_at timestamp with time zone,
  gone_on_reason text not null default ''::text,
  gone_on_by uuid,
  gone_on_at timestamp with time zone,
  version integer not null default 1,
  constraint report_agreement_pkey PRIMARY KEY (review_id, person_id),
  constraint report_agreement_said_check CHECK ((said = ANY (ARRAY[''::text, 'agrees'::text, 'something-missing'::text]))),
  constraint report_agreement_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint report_agreement_partnership_id_gone_on_by_fkey FOREIGN KEY (partnership_id, gone_on_by) REFERENCES person(partnership_id, id),
  constraint report_agreement_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint report_agreement_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
alter table report_agreement enable row level security;
create policy own_partnership on report_agreement for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on report_agreement to schoolfellow_app;

create table review (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  group_id uuid not null,
  host_school_id uuid not null,
  evaluation_share_id uuid,
  visit_on date,
  visit_starts time without time zone not null default '08:45:00'::time without time zone,
  visit_ends time without time zone not null default '15:30:00'::time without time zone,
  focus text not null default ''::text,
  focus_version integer not null default 1,
  focus_by uuid,
  focus_at timestamp with time zone,
  prepared_at timestamp with time zone,
  visited_at timestamp with time zone,
  sent_to_host_at timestamp with time zone,
  host_agreed_at timestamp with time zone,
  host_agreed_by uuid,
  team_agreed_at timestamp with time zone,
  team_agreed_by uuid,
  closed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text not null default ''::text,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  visit_second_on date,
  constraint review_pkey PRIMARY KEY (id),
  constraint review_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint review_check CHECK ((visit_second_on > visit_on)),
  constraint review_partnership_id_evaluation_share_id_fkey FOREIGN KEY (partnership_id, evaluation_share_id) REFERENCES share(partnership_id, id),
  constraint review_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id),
  constraint review_partnership_id_host_school_id_fkey FOREIGN KEY (partnership_id, host_school_id) REFERENCES school(partnership_id, id),
  constraint review_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
CREATE INDEX review_group_id_idx ON public.review USING btree (group_id);
CREATE INDEX review_partnership_id_host_school_id_idx ON public.review USING btree (partnership_id, host_school_id);
alter table review enable row level security;
create policy own_partnership on review for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on review to schoolfellow_app;

create table review_group (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  name text not null,
  note text not null default ''::text,
  published_at timestamp with time zone,
  disbanded_at timestamp with time zone,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  coach_school_id uuid,
  constraint review_group_pkey PRIMARY KEY (id),
  constraint review_group_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint review_group_programme_id_name_key UNIQUE (programme_id, name),
  constraint review_group_id_coach_school_id_fkey FOREIGN KEY (id, coach_school_id) REFERENCES review_group_school(group_id, school_id) ON DELETE SET NULL (coach_school_id),
  constraint review_group_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_group_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
alter table review_group enable row level security;
create policy own_partnership on review_group for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on review_group to schoolfellow_app;

create table review_group_leader (
  partnership_id uuid not null,
  group_id uuid not null,
  person_id uuid not null,
  part text not null,
  constraint review_group_leader_pkey PRIMARY KEY (group_id, person_id, part),
  constraint review_group_leader_part_check CHECK ((part = ANY (ARRAY['ile'::text, 'facilitator'::text, 'quality-assurer'::text]))),
  constraint review_group_leader_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_group_leader_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id) ON DELETE CASCADE,
  constraint review_group_leader_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id)
);
CREATE INDEX review_group_leader_person_id_idx ON public.review_group_leader USING btree (person_id);
alter table review_group_leader enable row level security;
create policy own_partnership on review_group_leader for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on review_group_leader to schoolfellow_app;

create table review_group_school (
  partnership_id uuid not null,
  group_id uuid not null,
  school_id uuid not null,
  reason text not null default ''::text,
  constraint review_group_school_pkey PRIMARY KEY (group_id, school_id),
  constraint review_group_school_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_group_school_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id) ON DELETE CASCADE,
  constraint review_group_school_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX review_group_school_school_id_idx ON public.review_group_school USING btree (school_id);
alter table review_group_school enable row level security;
create policy own_partnership on review_group_school for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on review_group_school to schoolfellow_app;

create table review_letter_sent (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  group_id uuid not null,
  review_id uuid,
  email_key text not null,
  due_on date not null,
  person_ids uuid[] not null,
  sent_at timestamp with time zone not null,
  constraint review_letter_sent_pkey PRIMARY KEY (id),
  constraint review_letter_sent_group_id_review_id_email_key_due_on_key UNIQUE NULLS NOT DISTINCT (group_id, review_id, email_key, due_on),
  constraint review_letter_sent_person_ids_check CHECK ((cardinality(person_ids) > 0)),
  constraint review_letter_sent_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_letter_sent_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id),
  constraint review_letter_sent_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX review_letter_sent_review_id_idx ON public.review_letter_sent USING btree (review_id);
alter table review_letter_sent enable row level security;
create policy own_partnership on review_letter_sent for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on review_letter_sent to schoolfellow_app;

create table review_meeting (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  stage text not null,
  starts_at timestamp with time zone not null,
  minutes integer not null,
  place text not null default ''::text,
  link text not null default ''::text,
  held_at timestamp with time zone,
  sequence integer not null default 0,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  record jsonb not null default '{}'::jsonb,
  number smallint not null default 1,
  constraint review_meeting_pkey PRIMARY KEY (id),
  constraint review_meeting_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint review_meeting_review_id_stage_number_key UNIQUE (review_id, stage, number),
  constraint review_meeting_minutes_check CHECK (((minutes >= 10) AND (minutes <= 600))),
  constraint review_meeting_number_check CHECK (((number >= 1) AND (number <= 20))),
  constraint review_meeting_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_meeting_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
alter table review_meeting enable row level security;
create policy own_partnership on review_meeting for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on review_meeting to schoolfellow_app;

create table review_member (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  person_id uuid not null,
  part text not null,
  school_id uuid,
  invited_at timestamp with time zone not null default now(),
  answer text not null default 'waiting'::text,
  answered_at timestamp with time zone,
  answer_note text not null default ''::text,
  declared_conflict text not null default ''::text,
  conflict_accepted_by uuid,
  conflict_accepted_reason text not null default ''::text,
  removed_at timestamp with time zone,
  constraint review_member_pkey PRIMARY KEY (id),
  constraint review_member_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint review_member_review_id_person_id_key UNIQUE (review_id, person_id),
  constraint review_member_answer_check CHECK ((answer = ANY (ARRAY['waiting'::text, 'accepted'::text, 'declined'::text]))),
  constraint review_member_part_check CHECK ((part = ANY (ARRAY['lead-reviewer'::text, 'reviewer'::text, 'ile'::text, 'host-lead'::text, 'host'::text]))),
  constraint review_member_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_member_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint review_member_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint review_member_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX review_member_person_id_idx ON public.review_member USING btree (person_id);
alter table review_member enable row level security;
create policy own_partnership on review_member for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on review_member to schoolfellow_app;

create table review_model (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  key text not null,
  name text not null,
  edition text not null,
  content jsonb not null,
  adapted_from text,
  version integer not null default 1,
  part_edits jsonb not null default '{}'::jsonb,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_by uuid,
  updated_at timestamp with time zone not null default now(),
  published_at timestamp with time zone,
  published_by uuid,
  retired_at timestamp with time zone,
  retired_by uuid,
  constraint review_model_pkey PRIMARY KEY (id),
  constraint review_model_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint review_model_partnership_id_key_edition_key UNIQUE (partnership_id, key, edition),
  constraint review_model_check CHECK (((retired_at IS NULL) OR (published_at IS NOT NULL))),
  constraint review_model_partnership_id_created_by_fkey FOREIGN KEY (partnership_id, created_by) REFERENCES person(partnership_id, id),
  constraint review_model_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_model_partnership_id_published_by_fkey FOREIGN KEY (partnership_id, published_by) REFERENCES person(partnership_id, id),
  constraint review_model_partnership_id_retired_by_fkey FOREIGN KEY (partnership_id, retired_by) REFERENCES person(partnership_id, id),
  constraint review_model_partnership_id_updated_by_fkey FOREIGN KEY (partnership_id, updated_by) REFERENCES person(partnership_id, id)
);
CREATE TRIGGER published_review_models_stay BEFORE DELETE OR UPDATE ON public.review_model FOR EACH ROW EXECUTE FUNCTION app.refuse_change_of_published_review_model();
alter table review_model enable row level security;
create policy own_partnership on review_model for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on review_model to schoolfellow_app;

create table review_nudge (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  group_id uuid not null,
  review_id uuid,
  stage text not null,
  thing text not null,
  person_id uuid not null,
  note text not null default ''::text,
  sent_by uuid not null,
  sent_at timestamp with time zone not null,
  constraint review_nudge_pkey PRIMARY KEY (id),
  constraint review_nudge_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint review_nudge_partnership_id_group_id_fkey FOREIGN KEY (partnership_id, group_id) REFERENCES review_group(partnership_id, id),
  constraint review_nudge_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint review_nudge_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint review_nudge_partnership_id_sent_by_fkey FOREIGN KEY (partnership_id, sent_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX review_nudge_group_id_sent_at_idx ON public.review_nudge USING btree (group_id, sent_at);
CREATE INDEX review_nudge_person_id_idx ON public.review_nudge USING btree (person_id);
CREATE INDEX review_nudge_review_id_idx ON public.review_nudge USING btree (review_id);
alter table review_nudge enable row level security;
create policy own_partnership on review_nudge for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on review_nudge to schoolfellow_app;

create table role_grant (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  person_id uuid not null,
  role text not null,
  school_id uuid,
  reason text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  removed_by uuid,
  removal_reason text,
  constraint role_grant_pkey PRIMARY KEY (id),
  constraint role_grant_check CHECK (((role = ANY (ARRAY['headteacher'::text, 'senior-leader'::text, 'senco'::text, 'governor'::text])) = (school_id IS NOT NULL))),
  constraint role_grant_role_check CHECK ((role = ANY (ARRAY['partnership-lead'::text, 'partnership-officer'::text, 'headteacher'::text, 'senior-leader'::text, 'senco'::text, 'governor'::text, 'ile'::text, 'facilitator'::text, 'quality-assurer'::text, 'provider'::text]))),
  constraint role_grant_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint role_grant_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint role_grant_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX role_grant_school_id_idx ON public.role_grant USING btree (school_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX role_grant_once ON public.role_grant USING btree (person_id, role, COALESCE(school_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (removed_at IS NULL);
alter table role_grant enable row level security;
create policy own_partnership on role_grant for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on role_grant to schoolfellow_app;

create table schema_migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migration_pkey PRIMARY KEY (name)
);

create table school (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  urn integer not null,
  name text not null,
  phase text not null default ''::text,
  type text not null default ''::text,
  trust text not null default ''::text,
  local_authority_code text not null default ''::text,
  local_authority_name text not null default ''::text,
  district text not null default ''::text,
  ward text not null default ''::text,
  postcode text not null default ''::text,
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
  gender text not null default ''::text,
  website text not null default ''::text,
  status text not null default 'open'::text,
  opened_on date,
  closed_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint school_pkey PRIMARY KEY (id),
  constraint school_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint school_partnership_id_urn_key UNIQUE (partnership_id, urn),
  constraint school_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text, 'proposed'::text]))),
  constraint school_urn_check CHECK (((urn >= 10000) AND (urn <= 9999999))),
  constraint school_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
CREATE INDEX school_partnership_id_name_idx ON public.school USING btree (partnership_id, name);
alter table school enable row level security;
create policy own_partnership on school for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on school to schoolfellow_app;

create table school_import (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  file_id uuid,
  file_name text not null,
  authorities text[] not null default '{}'::text[],
  job_id uuid,
  reading jsonb,
  comparison jsonb,
  compared_with text not null default ''::text,
  refusal text not null default ''::text,
  started_by uuid,
  started_at timestamp with time zone not null default now(),
  compared_at timestamp with time zone,
  applied_at timestamp with time zone,
  applied_by uuid,
  cancelled_at timestamp with time zone,
  constraint school_import_pkey PRIMARY KEY (id),
  constraint school_import_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint school_import_check CHECK (((applied_at IS NULL) OR (cancelled_at IS NULL))),
  constraint school_import_partnership_id_applied_by_fkey FOREIGN KEY (partnership_id, applied_by) REFERENCES person(partnership_id, id),
  constraint school_import_partnership_id_file_id_fkey FOREIGN KEY (partnership_id, file_id) REFERENCES stored_file(partnership_id, id),
  constraint school_import_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint school_import_partnership_id_started_by_fkey FOREIGN KEY (partnership_id, started_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX school_import_partnership_id_started_at_idx ON public.school_import USING btree (partnership_id, started_at);
alter table school_import enable row level security;
create policy own_partnership on school_import for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on school_import to schoolfellow_app;

create table school_link (
  partnership_id uuid not null,
  school_id uuid not null,
  linked_urn integer not null,
  kind text not null,
  linked_on date,
  constraint school_link_pkey PRIMARY KEY (school_id, linked_urn, kind),
  constraint school_link_kind_check CHECK ((kind = ANY (ARRAY['predecessor'::text, 'successor'::text, 'merged-into'::text, 'split-from'::text]))),
  constraint school_link_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint school_link_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
alter table school_link enable row level security;
create policy own_partnership on school_link for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on school_link to schoolfellow_app;

create table self_evaluation (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  school_id uuid not null,
  framework_id uuid not null,
  title text not null,
  judge_by date,
  started_by uuid not null,
  started_at timestamp with time zone not null default now(),
  compared_at timestamp with time zone,
  compared_by uuid,
  compare_reason text not null default ''::text,
  agreed_at timestamp with time zone,
  agreed_by uuid,
  version integer not null default 1,
  stopped_at timestamp with time zone,
  stopped_by uuid,
  stop_reason text not null default ''::text,
  constraint self_evaluation_pkey PRIMARY KEY (id),
  constraint self_evaluation_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint self_evaluation_check CHECK (((stopped_at IS NULL) OR (agreed_at IS NULL))),
  constraint self_evaluation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint self_evaluation_partnership_id_framework_id_fkey FOREIGN KEY (partnership_id, framework_id) REFERENCES framework(partnership_id, id),
  constraint self_evaluation_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id),
  constraint self_evaluation_partnership_id_started_by_fkey FOREIGN KEY (partnership_id, started_by) REFERENCES person(partnership_id, id),
  constraint self_evaluation_partnership_id_stopped_by_fkey FOREIGN KEY (partnership_id, stopped_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX self_evaluation_partnership_id_school_id_idx ON public.self_evaluation USING btree (partnership_id, school_id);
alter table self_evaluation enable row level security;
create policy own_partnership on self_evaluation for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on self_evaluation to schoolfellow_app;

create table self_evaluation_colleague (
  partnership_id uuid not null,
  evaluation_id uuid not null,
  person_id uuid not null,
  invited_by uuid not null,
  invited_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint self_evaluation_colleague_pkey PRIMARY KEY (evaluation_id, person_id),
  constraint self_evaluation_colleague_partnership_id_evaluation_id_fkey FOREIGN KEY (partnership_id, evaluation_id) REFERENCES self_evaluation(partnership_id, id) ON DELETE CASCADE,
  constraint self_evaluation_colleague_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint self_evaluation_colleague_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id)
);
CREATE INDEX self_evaluation_colleague_person_id_idx ON public.self_evaluation_colleague USING btree (person_id);
alter table self_evaluation_colleague enable row level security;
create policy own_partnership on self_evaluation_colleague for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on self_evaluation_colleague to schoolfellow_app;

create table self_evaluation_highlight (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  evaluation_id uuid not null,
  statement_key text not null,
  kind text not null,
  "position" integer not null default 0,
  comment text not null default ''::text,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  constraint self_evaluation_highlight_pkey PRIMARY KEY (id),
  constraint self_evaluation_highlight_evaluation_id_statement_key_key UNIQUE (evaluation_id, statement_key),
  constraint self_evaluation_highlight_kind_check CHECK ((kind = ANY (ARRAY['strength'::text, 'priority'::text]))),
  constraint self_evaluation_highlight_partnership_id_evaluation_id_fkey FOREIGN KEY (partnership_id, evaluation_id) REFERENCES self_evaluation(partnership_id, id) ON DELETE CASCADE,
  constraint self_evaluation_highlight_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
alter table self_evaluation_highlight enable row level security;
create policy own_partnership on self_evaluation_highlight for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on self_evaluation_highlight to schoolfellow_app;

create table sent_activity (
  partnership_id uuid not null,
  review_id uuid not null,
  activity_id uuid not null,
  person_id uuid not null,
  visit_on date not null,
  starts time without time zone not null,
  ends time without time zone not null,
  title text not null,
  place text not null,
  about text not null,
  sequence integer not null default 0,
  withdrawn boolean not null default false,
  sent_by uuid not null,
  sent_at timestamp with time zone not null,
  constraint sent_activity_pkey PRIMARY KEY (activity_id, person_id),
  constraint sent_activity_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES visit_activity(partnership_id, id),
  constraint sent_activity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint sent_activity_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint sent_activity_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint sent_activity_partnership_id_sent_by_fkey FOREIGN KEY (partnership_id, sent_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX sent_activity_person_id_idx ON public.sent_activity USING btree (person_id);
CREATE INDEX sent_activity_review_id_idx ON public.sent_activity USING btree (review_id);
alter table sent_activity enable row level security;
create policy own_partnership on sent_activity for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on sent_activity to schoolfellow_app;

create table session (
  id uuid not null default gen_random_uuid(),
  token_hash bytea not null,
  account_id uuid not null,
  method text not null default 'email-link'::text,
  user_agent text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX session_account_id_idx ON public.session USING btree (account_id);

create table share (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  snapshot_id uuid not null,
  with_school_id uuid,
  with_person_id uuid,
  purpose text not null,
  until_on date not null,
  shared_by uuid not null,
  shared_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint share_pkey PRIMARY KEY (id),
  constraint share_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint share_check CHECK (((with_school_id IS NULL) OR (with_person_id IS NULL))),
  constraint share_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint share_partnership_id_snapshot_id_fkey FOREIGN KEY (partnership_id, snapshot_id) REFERENCES snapshot(partnership_id, id),
  constraint share_partnership_id_with_person_id_fkey FOREIGN KEY (partnership_id, with_person_id) REFERENCES person(partnership_id, id),
  constraint share_partnership_id_with_school_id_fkey FOREIGN KEY (partnership_id, with_school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX share_snapshot_id_idx ON public.share USING btree (snapshot_id);
CREATE INDEX share_with_person_id_idx ON public.share USING btree (with_person_id);
CREATE INDEX share_with_school_id_idx ON public.share USING btree (with_school_id);
alter table share enable row level security;
create policy own_partnership on share for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on share to schoolfellow_app;

create table share_opening (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  share_id uuid not null,
  person_id uuid not null,
  opened_at timestamp with time zone not null default now(),
  constraint share_opening_pkey PRIMARY KEY (id),
  constraint share_opening_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint share_opening_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint share_opening_partnership_id_share_id_fkey FOREIGN KEY (partnership_id, share_id) REFERENCES share(partnership_id, id)
);
CREATE INDEX share_opening_share_id_idx ON public.share_opening USING btree (share_id);
alter table share_opening enable row level security;
create policy own_partnership on share_opening for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on share_opening to schoolfellow_app;

create table sign_in_attempt (
  id bigint not null generated always as identity,
  address_hash bytea not null,
  client_hash bytea not null,
  at timestamp with time zone not null,
  constraint sign_in_attempt_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempt_address_hash_at_idx ON public.sign_in_attempt USING btree (address_hash, at);
CREATE INDEX sign_in_attempt_at_idx ON public.sign_in_attempt USING btree (at);
CREATE INDEX sign_in_attempt_client_hash_at_idx ON public.sign_in_attempt USING btree (client_hash, at);

create table sign_in_link (
  id uuid not null default gen_random_uuid(),
  token_hash bytea not null,
  account_id uuid not null,
  return_to text not null default '/'::text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_link_pkey PRIMARY KEY (id),
  constraint sign_in_link_token_hash_key UNIQUE (token_hash),
  constraint sign_in_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX sign_in_link_account_id_created_at_idx ON public.sign_in_link USING btree (account_id, created_at);

create table snapshot (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  school_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  content jsonb not null,
  taken_by uuid not null,
  taken_at timestamp with time zone not null default now(),
  constraint snapshot_pkey PRIMARY KEY (id),
  constraint snapshot_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint snapshot_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['self-evaluation'::text, 'review-report'::text]))),
  constraint snapshot_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint snapshot_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX snapshot_school_id_subject_kind_idx ON public.snapshot USING btree (school_id, subject_kind);
CREATE INDEX snapshot_subject_id_idx ON public.snapshot USING btree (subject_id);
alter table snapshot enable row level security;
create policy own_partnership on snapshot for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select on snapshot to schoolfellow_app;

create table stage_leader (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  stage text not null,
  person_id uuid not null,
  school_id uuid not null,
  named_by uuid not null,
  named_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  end_reason text not null default ''::text,
  constraint stage_leader_pkey PRIMARY KEY (id),
  constraint stage_leader_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint stage_leader_check CHECK ((((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) OR (end_reason <> ''::text)))),
  constraint stage_leader_partnership_id_ended_by_fkey FOREIGN KEY (partnership_id, ended_by) REFERENCES person(partnership_id, id),
  constraint stage_leader_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint stage_leader_partnership_id_named_by_fkey FOREIGN KEY (partnership_id, named_by) REFERENCES person(partnership_id, id),
  constraint stage_leader_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint stage_leader_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint stage_leader_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX stage_leader_person_id_idx ON public.stage_leader USING btree (person_id);
CREATE UNIQUE INDEX stage_leader_review_id_stage_idx ON public.stage_leader USING btree (review_id, stage) WHERE (ended_at IS NULL);
alter table stage_leader enable row level security;
create policy own_partnership on stage_leader for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on stage_leader to schoolfellow_app;

create table stored_file (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null default app.current_partnership(),
  school_id uuid,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 text not null,
  uploaded_by uuid default app.current_person(),
  uploaded_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  content_deleted_at timestamp with time zone,
  constraint stored_file_pkey PRIMARY KEY (id),
  constraint stored_file_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint stored_file_bytes_check CHECK ((bytes > 0)),
  constraint stored_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint stored_file_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint stored_file_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id),
  constraint stored_file_partnership_id_uploaded_by_fkey FOREIGN KEY (partnership_id, uploaded_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX stored_file_partnership_id_sha256_idx ON public.stored_file USING btree (partnership_id, sha256);
CREATE INDEX stored_file_removed_at_idx ON public.stored_file USING btree (removed_at) WHERE (content_deleted_at IS NULL);
alter table stored_file enable row level security;
create policy own_partnership on stored_file for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update (removed_at, content_deleted_at) on stored_file to schoolfellow_app;

create table summary_comment (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  finding_id uuid,
  section text not null default ''::text,
  text text not null,
  author_id uuid not null,
  written_at timestamp with time zone not null default now(),
  reply text not null default ''::text,
  replied_by uuid,
  replied_at timestamp with time zone,
  outcome text not null default ''::text,
  constraint summary_comment_pkey PRIMARY KEY (id),
  constraint summary_comment_outcome_check CHECK ((outcome = ANY (ARRAY[''::text, 'changed'::text, 'kept'::text]))),
  constraint summary_comment_partnership_id_author_id_fkey FOREIGN KEY (partnership_id, author_id) REFERENCES person(partnership_id, id),
  constraint summary_comment_partnership_id_finding_id_fkey FOREIGN KEY (partnership_id, finding_id) REFERENCES finding(partnership_id, id),
  constraint summary_comment_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint summary_comment_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX summary_comment_review_id_idx ON public.summary_comment USING btree (review_id);
alter table summary_comment enable row level security;
create policy own_partnership on summary_comment for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on summary_comment to schoolfellow_app;

create table summary_section (
  partnership_id uuid not null,
  review_id uuid not null,
  section text not null,
  text text not null default ''::text,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  constraint summary_section_pkey PRIMARY KEY (review_id, section),
  constraint summary_section_section_check CHECK ((section = ANY (ARRAY['introduction'::text, 'how-we-worked'::text, 'overall'::text, 'thanks'::text]))),
  constraint summary_section_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint summary_section_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
alter table summary_section enable row level security;
create policy own_partnership on summary_section for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on summary_section to schoolfellow_app;

create table term (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  academic_year text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  constraint term_pkey PRIMARY KEY (id),
  constraint term_partnership_id_academic_year_name_key UNIQUE (partnership_id, academic_year, name),
  constraint term_check CHECK ((ends_on > starts_on)),
  constraint term_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id)
);
alter table term enable row level security;
create policy own_partnership on term for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on term to schoolfellow_app;

create table text_writer (
  partnership_id uuid not null,
  review_id uuid not null,
  place text not null,
  person_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint text_writer_pkey PRIMARY KEY (review_id, place, person_id),
  constraint text_writer_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint text_writer_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES person(partnership_id, id),
  constraint text_writer_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
alter table text_writer enable row level security;
create policy own_partnership on text_writer for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on text_writer to schoolfellow_app;

create table visit_activity (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  starts time without time zone not null,
  ends time without time zone not null,
  kind text not null,
  title text not null,
  place text not null default ''::text,
  host_person_id uuid,
  visitor_person_id uuid,
  question_id uuid,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  on_day smallint not null default 1,
  constraint visit_activity_pkey PRIMARY KEY (id),
  constraint visit_activity_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint visit_activity_check CHECK ((ends > starts)),
  constraint visit_activity_kind_check CHECK ((kind = ANY (ARRAY['learning-walk'::text, 'pupil-conversation'::text, 'book-study'::text, 'staff-meeting'::text, 'parent-meeting'::text, 'social-time'::text, 'document-check'::text, 'lesson-visit'::text, 'team-meeting'::text, 'feedback'::text]))),
  constraint visit_activity_on_day_check CHECK ((on_day = ANY (ARRAY[1, 2]))),
  constraint visit_activity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_activity_partnership_id_host_person_id_fkey FOREIGN KEY (partnership_id, host_person_id) REFERENCES person(partnership_id, id),
  constraint visit_activity_partnership_id_question_id_fkey FOREIGN KEY (partnership_id, question_id) REFERENCES enquiry_question(partnership_id, id),
  constraint visit_activity_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint visit_activity_partnership_id_visitor_person_id_fkey FOREIGN KEY (partnership_id, visitor_person_id) REFERENCES person(partnership_id, id)
);
CREATE INDEX visit_activity_review_id_idx ON public.visit_activity USING btree (review_id);
alter table visit_activity enable row level security;
create policy own_partnership on visit_activity for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on visit_activity to schoolfellow_app;

create table visit_calendar (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  number integer not null,
  made_from_id uuid,
  origin text not null,
  about_school_id uuid,
  visits jsonb not null,
  moved jsonb not null default '[]'::jsonb,
  fewest_moved boolean not null default false,
  warnings jsonb not null default '[]'::jsonb,
  score double precision,
  gap double precision,
  seconds real,
  stopped_early boolean not null default false,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  adopted_by uuid,
  adopted_at timestamp with time zone,
  reasons jsonb not null default '[]'::jsonb,
  told jsonb not null default '[]'::jsonb,
  constraint visit_calendar_pkey PRIMARY KEY (id),
  constraint visit_calendar_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint visit_calendar_programme_id_number_key UNIQUE (programme_id, number),
  constraint visit_calendar_origin_check CHECK ((origin = ANY (ARRAY['search'::text, 'move'::text, 'slip'::text, 'mend'::text]))),
  constraint visit_calendar_partnership_id_about_school_id_fkey FOREIGN KEY (partnership_id, about_school_id) REFERENCES school(partnership_id, id),
  constraint visit_calendar_partnership_id_adopted_by_fkey FOREIGN KEY (partnership_id, adopted_by) REFERENCES person(partnership_id, id),
  constraint visit_calendar_partnership_id_created_by_fkey FOREIGN KEY (partnership_id, created_by) REFERENCES person(partnership_id, id),
  constraint visit_calendar_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_calendar_partnership_id_made_from_id_fkey FOREIGN KEY (partnership_id, made_from_id) REFERENCES visit_calendar(partnership_id, id),
  constraint visit_calendar_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id)
);
CREATE INDEX visit_calendar_made_from_id_idx ON public.visit_calendar USING btree (made_from_id);
alter table visit_calendar enable row level security;
create policy own_partnership on visit_calendar for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select, update on visit_calendar to schoolfellow_app;

create table visit_note (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  review_id uuid not null,
  activity_id uuid,
  question_id uuid,
  statement_key text not null default ''::text,
  tag text not null default ''::text,
  text text not null,
  author_id uuid not null,
  written_at timestamp with time zone not null default now(),
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  warning_reason text not null default ''::text,
  source text not null default ''::text,
  constraint visit_note_pkey PRIMARY KEY (id),
  constraint visit_note_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint visit_note_source_check CHECK ((source = ANY (ARRAY[''::text, 'seen'::text, 'pupils'::text, 'staff'::text, 'parents'::text, 'documents'::text, 'figures'::text]))),
  constraint visit_note_tag_check CHECK ((tag = ANY (ARRAY[''::text, 'strength'::text, 'question'::text, 'look-again'::text]))),
  constraint visit_note_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES visit_activity(partnership_id, id),
  constraint visit_note_partnership_id_author_id_fkey FOREIGN KEY (partnership_id, author_id) REFERENCES person(partnership_id, id),
  constraint visit_note_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_note_partnership_id_question_id_fkey FOREIGN KEY (partnership_id, question_id) REFERENCES enquiry_question(partnership_id, id),
  constraint visit_note_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX visit_note_review_id_idx ON public.visit_note USING btree (review_id);
alter table visit_note enable row level security;
create policy own_partnership on visit_note for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on visit_note to schoolfellow_app;

create table visit_photograph (
  id uuid not null,
  partnership_id uuid not null,
  review_id uuid not null,
  note_id uuid not null,
  file_id uuid,
  description text not null default ''::text,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint visit_photograph_pkey PRIMARY KEY (id),
  constraint visit_photograph_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint visit_photograph_check CHECK (((file_id IS NOT NULL) OR (removed_at IS NOT NULL))),
  constraint visit_photograph_partnership_id_added_by_fkey FOREIGN KEY (partnership_id, added_by) REFERENCES person(partnership_id, id),
  constraint visit_photograph_partnership_id_file_id_fkey FOREIGN KEY (partnership_id, file_id) REFERENCES stored_file(partnership_id, id),
  constraint visit_photograph_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_photograph_partnership_id_note_id_fkey FOREIGN KEY (partnership_id, note_id) REFERENCES visit_note(partnership_id, id),
  constraint visit_photograph_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id)
);
CREATE INDEX visit_photograph_note_id_idx ON public.visit_photograph USING btree (note_id);
CREATE INDEX visit_photograph_review_id_idx ON public.visit_photograph USING btree (review_id);
alter table visit_photograph enable row level security;
create policy own_partnership on visit_photograph for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on visit_photograph to schoolfellow_app;

create table visit_pin (
  partnership_id uuid not null,
  programme_id uuid not null,
  school_id uuid not null,
  pinned_by uuid not null,
  pinned_at timestamp with time zone not null,
  constraint visit_pin_pkey PRIMARY KEY (programme_id, school_id),
  constraint visit_pin_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_pin_partnership_id_pinned_by_fkey FOREIGN KEY (partnership_id, pinned_by) REFERENCES person(partnership_id, id),
  constraint visit_pin_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint visit_pin_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
alter table visit_pin enable row level security;
create policy own_partnership on visit_pin for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant delete, insert, select on visit_pin to schoolfellow_app;

create table visit_search (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  seconds integer not null,
  job_id uuid,
  started_by uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  calendar_id uuid,
  clash jsonb,
  constraint visit_search_pkey PRIMARY KEY (id),
  constraint visit_search_partnership_id_id_key UNIQUE (partnership_id, id),
  constraint visit_search_seconds_check CHECK (((seconds >= 1) AND (seconds <= 300))),
  constraint visit_search_partnership_id_calendar_id_fkey FOREIGN KEY (partnership_id, calendar_id) REFERENCES visit_calendar(partnership_id, id),
  constraint visit_search_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_search_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint visit_search_partnership_id_started_by_fkey FOREIGN KEY (partnership_id, started_by) REFERENCES person(partnership_id, id)
);
CREATE INDEX visit_search_programme_id_started_at_idx ON public.visit_search USING btree (programme_id, started_at);
alter table visit_search enable row level security;
create policy own_partnership on visit_search for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on visit_search to schoolfellow_app;

create table visit_slip (
  id uuid not null default gen_random_uuid(),
  partnership_id uuid not null,
  programme_id uuid not null,
  school_id uuid not null,
  review_id uuid not null,
  moved_from date not null,
  moved_to date not null,
  moved_by uuid not null,
  moved_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint visit_slip_pkey PRIMARY KEY (id),
  constraint visit_slip_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
  constraint visit_slip_partnership_id_moved_by_fkey FOREIGN KEY (partnership_id, moved_by) REFERENCES person(partnership_id, id),
  constraint visit_slip_partnership_id_programme_id_fkey FOREIGN KEY (partnership_id, programme_id) REFERENCES programme(partnership_id, id),
  constraint visit_slip_partnership_id_review_id_fkey FOREIGN KEY (partnership_id, review_id) REFERENCES review(partnership_id, id),
  constraint visit_slip_partnership_id_school_id_fkey FOREIGN KEY (partnership_id, school_id) REFERENCES school(partnership_id, id)
);
CREATE INDEX visit_slip_programme_id_idx ON public.visit_slip USING btree (programme_id);
CREATE INDEX visit_slip_review_id_idx ON public.visit_slip USING btree (review_id);
alter table visit_slip enable row level security;
create policy own_partnership on visit_slip for all to schoolfellow_app using ((partnership_id = app.current_partnership())) with check ((partnership_id = app.current_partnership()));
grant insert, select, update on visit_slip to schoolfellow_app;

CREATE OR REPLACE FUNCTION app.audit_content(entry audit_entry)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select convert_to(jsonb_build_array(
    entry.id, entry.chain, entry.number, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.person_id,
    entry.action, entry.subject_kind, entry.subject_id, entry.school_id, entry.detail)::text, 'UTF8')
$function$
;
grant execute on function app.audit_content(audit_entry) to public;

CREATE OR REPLACE FUNCTION app.begin_request(token bytea, partnership_key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function app.begin_request(bytea,text) to schoolfellow_app;

CREATE OR REPLACE FUNCTION app.current_partnership()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.partnership', true), '')::uuid $function$
;
grant execute on function app.current_partnership() to public;
grant execute on function app.current_partnership() to schoolfellow_app;

CREATE OR REPLACE FUNCTION app.current_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.person', true), '')::uuid $function$
;
grant execute on function app.current_person() to public;
grant execute on function app.current_person() to schoolfellow_app;

CREATE OR REPLACE FUNCTION app.judged_statements(evaluation uuid)
 RETURNS TABLE(person_id uuid, statement_key text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select j.person_id, j.statement_key from own_judgement j
     where j.evaluation_id = evaluation and j.partnership_id = app.current_partnership() and (j.point is not null or j.answer <> '')
  $function$
;
grant execute on function app.judged_statements(uuid) to schoolfellow_app;

CREATE OR REPLACE FUNCTION app.protect(target regclass, writes text DEFAULT 'insert, update, delete'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own_partnership on %s to schoolfellow_app using (partnership_id = app.current_partnership()) with check (partnership_id = app.current_partnership())', target);
  execute format('grant select on %s to schoolfellow_app', target);
  if writes <> '' then execute format('grant %s on %s to schoolfellow_app', writes, target); end if;
end $function$
;

CREATE OR REPLACE FUNCTION app.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' then
    if old.hash is null and new.hash is not null and to_jsonb(old) - '{chain,number,previous_hash,hash}'::text[] = to_jsonb(new) - '{chain,number,previous_hash,hash}'::text[] then
      return new;
    end if;
  end if;
  raise exception 'the audit log is only ever added to';
end $function$
;
grant execute on function app.refuse_audit_change() to public;

CREATE OR REPLACE FUNCTION app.refuse_change_of_published_framework()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.published_at is not null and (tg_op = 'DELETE' or new.published_at is null
      or (new.content, new.key, new.title, new.edition) is distinct from (old.content, old.key, old.title, old.edition)) then
    raise exception 'a published framework cannot be changed' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$
;
grant execute on function app.refuse_change_of_published_framework() to public;

CREATE OR REPLACE FUNCTION app.refuse_change_of_published_review_model()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.published_at is not null and (tg_op = 'DELETE' or new.published_at is null
      or (new.content, new.key, new.name, new.edition) is distinct from (old.content, old.key, old.name, old.edition)) then
    raise exception 'a published review model cannot be changed' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$
;
grant execute on function app.refuse_change_of_published_review_model() to public;

CREATE OR REPLACE FUNCTION app.refuse_programme_of_draft_model()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.model_key like 'own:%' and not exists (
      select from review_model where id::text = substr(new.model_key, 5) and published_at is not null) then
    raise exception 'a programme needs a published review model' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;
grant execute on function app.refuse_programme_of_draft_model() to public;

CREATE OR REPLACE FUNCTION app.seal_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function app.seal_audit_entry() to public;

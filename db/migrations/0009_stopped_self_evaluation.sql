-- A self-evaluation that was started by mistake, or is not needed any more, is stopped with a reason. Nothing of it is
-- deleted, what was judged blind stays unseen, and it can be taken up again.
alter table self_evaluation
  add column stopped_at timestamptz,
  add column stopped_by uuid,
  add column stop_reason text not null default '',
  add check (stopped_at is null or agreed_at is null),
  add foreign key (partnership_id, stopped_by) references person (partnership_id, id);

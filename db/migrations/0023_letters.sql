-- The emails of a review model that went by themselves: one row for each, so that none goes twice for one day.
create table review_letter_sent (
  id uuid primary key default gen_random_uuid(),
  partnership_id uuid not null references partnership,
  group_id uuid not null,
  -- null for a meeting of the whole group
  review_id uuid,
  -- the key of the email in the model
  email_key text not null,
  due_on date not null,
  -- who got it
  person_ids uuid[] not null check (cardinality(person_ids) > 0),
  sent_at timestamptz not null,
  unique nulls not distinct (group_id, review_id, email_key, due_on),
  foreign key (partnership_id, group_id) references review_group (partnership_id, id),
  foreign key (partnership_id, review_id) references review (partnership_id, id)
);
create index on review_letter_sent (review_id);
select app.protect('review_letter_sent', 'insert');

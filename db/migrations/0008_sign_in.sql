-- Who asked for a sign-in link, from where, as keyed hashes: enough to count, too little to read.
-- Kept for addresses that have no account too, so that a refusal says nothing about membership.
create table sign_in_attempt (
  id bigint generated always as identity primary key,
  address_hash bytea not null,
  client_hash bytea not null,
  at timestamptz not null
);
create index on sign_in_attempt (address_hash, at);
create index on sign_in_attempt (client_hash, at);
create index on sign_in_attempt (at);

-- More ways in, and their ends: second factors, passkeys, what is under way at the door, and who is barred.
alter table people add column barred_at {time};

-- Where a session began, as its browser and its connection said.
alter table sessions add column agent {text} not null default '';
alter table sessions add column address {text} not null default '';
create index sessions_person on sessions (person);

-- The person who made a token, and when it was last used, to some minutes.
alter table tokens add column made_by {id};
alter table tokens add column used_at {time};

-- The secret must be readable to be used; `step` is the last one whose code was taken, so that none is taken twice.
create table second_factors (
  person {id} primary key references people (id),
  secret {bytes} not null,
  step {int} not null,
  created_at {time} not null
);

create table recovery_codes (
  hash {bytes} primary key,
  person {id} not null references people (id)
);
create index recovery_codes_person on recovery_codes (person);

create table passkeys (
  id {id} primary key,
  person {id} not null references people (id),
  credential {bytes} not null unique,
  name {text} not null,
  content {json} not null,
  created_at {time} not null,
  used_at {time}
);
create index passkeys_person on passkeys (person);

-- What was begun at the door and must be ended by whoever began it: a code that is asked for, a passkey's challenge,
-- a way over the newsroom's identity provider. Each is good once, and for some minutes.
create table ceremonies (
  hash {bytes} primary key,
  kind {text} not null,
  person {id} references people (id),
  data {json} not null,
  until {time} not null
);

-- The plant's own tables: the log, the jobs, where followers stand, leases, and named facts about the newsroom.
-- Type words in braces are expanded by plant/store for each engine.
create table log (
  seq {seq},
  tx {txid},
  at {time} not null,
  actor {text},
  edition {text},
  kind {text} not null,
  subject {id} not null,
  event {text} not null,
  data {json} not null,
  reason {text}
);
create index log_subject on log (subject, seq);

create table jobs (
  id {id} primary key,
  kind {text} not null,
  unique_key {text} unique,
  payload {json} not null,
  run_at {time} not null,
  attempts {int} not null default 0,
  locked_until {time},
  set_aside {bool} not null default false,
  last_error {text}
);
create index jobs_due on jobs (set_aside, run_at);

create table cursors (
  follower {text} primary key,
  seq {int} not null
);

create table leases (
  name {text} primary key,
  holder {text} not null,
  until {time} not null
);

create table facts (
  name {text} primary key,
  value {json} not null
);

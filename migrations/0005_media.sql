-- The picture desk: pictures, what is said of them in each language, who may use them for what, and where they stand.
create table pictures (
  id {id} primary key,
  hash {bytes} not null unique,
  format {text} not null,
  bytes {int} not null,
  width {int} not null,
  height {int} not null,
  placeholder {text} not null,
  likeness {int} not null,
  focus_x {int} not null,
  focus_y {int} not null,
  category {text} not null,
  creator {text} not null,
  credit {text} not null,
  copyright {text} not null,
  source {text} not null,
  place {text} not null,
  taken_at {text} not null,
  headline {text} not null,
  licence_url {text} not null,
  usage_terms {text} not null,
  digital_source_type {text} not null,
  raw {json} not null,
  avif {text},
  leases {int} not null default 0,
  created_by {text} not null,
  created_at {time} not null,
  changed_at {time} not null,
  first_shown_at {time},
  withdrawn_at {time},
  withdraw_reason {text}
);
create index pictures_newest on pictures (created_at, id);

-- Caption and alternative text as the bank has them, one row a language.
create table picture_words (
  picture {id} not null references pictures (id),
  language {text} not null,
  caption {text} not null,
  alt {text} not null,
  primary key (picture, language)
);

-- Every change of what is said of a picture, by whom and when: the file's own words and these make what holds.
create table picture_edits (
  picture {id} not null references pictures (id),
  number {int} not null,
  at {time} not null,
  actor {text} not null,
  changes {json} not null,
  primary key (picture, number)
);

create table picture_leases (
  id {id} primary key,
  picture {id} not null references pictures (id),
  effect {text} not null,
  purposes {json} not null,
  territories {json} not null,
  from_at {time},
  until {time},
  source {text} not null,
  note {text} not null,
  created_by {text} not null,
  created_at {time} not null
);
create index picture_leases_picture on picture_leases (picture);

-- Where a picture stands: `is_public` rows are what readers see now, the others what is being written. What is part of
-- something else (a post of a story) is seen with it alone: `is_held` while that is not before the readers.
create table placements (
  kind {text} not null,
  subject {id} not null,
  part_of {id},
  is_public {bool} not null,
  is_held {bool} not null,
  slot {text} not null,
  picture {id} not null references pictures (id),
  revision {int} not null,
  framing {json} not null,
  primary key (kind, subject, is_public, slot)
);
create index placements_picture on placements (picture, is_public);
create index placements_shown on placements (is_public, picture);
create index placements_part_of on placements (part_of);

-- Pictures of foreign homes that wait to be fetched.
create table waiting_pictures (
  address {text} primary key,
  picture {id},
  attempts {int} not null default 0,
  failure {text},
  asked_at {time} not null,
  retry_at {time},
  done_at {time}
);
create index waiting_pictures_due on waiting_pictures (retry_at);

-- The stories and posts that wait for them, each with the credit that its source gave.
create table waiting_uses (
  address {text} not null,
  subject {id} not null,
  credit {text} not null,
  primary key (address, subject)
);

-- The picture of a story as lists show it.
alter table published add column picture {json};

-- Where the thing stands that a repeated request made.
alter table answered add column location {text};

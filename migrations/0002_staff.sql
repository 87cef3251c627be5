-- Those who make the paper: people, what each may do where, and their ways in.
create table people (
  id {id} primary key,
  email {text} not null unique,
  name {text} not null,
  password {text},
  created_at {time} not null
);

create table grants (
  person {id} not null references people (id),
  role {text} not null,
  edition {text} not null default '',
  primary key (person, role, edition)
);

create table one_time_links (
  hash {bytes} primary key,
  person {id} not null references people (id),
  until {time} not null
);

create table sessions (
  hash {bytes} primary key,
  person {id} not null references people (id),
  created_at {time} not null,
  until {time} not null
);

create table tokens (
  id {id} primary key,
  hash {bytes} not null unique,
  name {text} not null,
  role {text} not null,
  edition {text} not null default '',
  created_at {time} not null
);

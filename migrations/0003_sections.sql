-- The plan of the paper: editions, their sections, and the topics and authors that stories name.
create table editions (
  slug {text} primary key,
  name {text} not null,
  language {text} not null,
  zone {text} not null,
  position {int} not null
);

create table sections (
  edition {text} not null references editions (slug),
  slug {text} not null,
  name {text} not null,
  position {int} not null,
  primary key (edition, slug)
);

create table topics (
  edition {text} not null references editions (slug),
  slug {text} not null,
  name {text} not null,
  primary key (edition, slug)
);
create unique index topics_name on topics (edition, name);

create table authors (
  edition {text} not null references editions (slug),
  slug {text} not null,
  name {text} not null,
  primary key (edition, slug)
);
create unique index authors_name on authors (edition, name);

-- What the newsroom finds by words: a row for each picture and story, with its words folded for comparison.
create table found (
  kind {text} not null,
  id {id} not null,
  edition {text},
  words {text} not null,
  at {time} not null,
  primary key (kind, id)
);
create index found_newest on found (kind, at, id);

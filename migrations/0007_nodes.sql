-- The processes that work on this database, where the engine allows several: until when each holds its lease, and up
-- to which row of the log it has dropped what it keeps in memory. A write that takes something away waits for them.
create table nodes (
  id {id} primary key,
  name {text} not null,
  started_at {time} not null,
  until {time} not null,
  seq {int} not null
);

alter table log add column takes_away {bool} not null default false;

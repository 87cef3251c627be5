-- Fronts as the desk arranges them: the draft that is worked on, and every version that readers were ever shown.
-- The edition's own front has an empty section. Until one is published for the first time its version is 0.
create table fronts (
  id {id} primary key,
  edition {text} not null references editions (slug),
  section {text} not null,
  draft {json} not null,
  revision {int} not null,
  version {int} not null,
  changed_by {text} not null,
  changed_at {time} not null
);
create unique index fronts_place on fronts (edition, section);

create table front_versions (
  front {id} not null references fronts (id),
  number {int} not null,
  at {time} not null,
  actor {text} not null,
  arrangement {json} not null,
  primary key (front, number)
);

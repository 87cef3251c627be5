-- The desk. `copies` are words that somebody has not saved yet, a row for each open window; without words it says who
-- is where. `stop_words` are words that the house does not print, or only with care.
create table copies (
  story {id} not null references stories (id),
  tab {text} not null,
  person {id} not null,
  revision {int} not null,
  block {text},
  changes {json},
  seen_at {time} not null,
  primary key (story, tab)
);
create index copies_person on copies (person, story);

create table stop_words (
  id {id} primary key,
  edition {text} references editions (slug),
  words {text} not null,
  note {text} not null,
  blocks {bool} not null,
  created_at {time} not null
);

-- Lists of the newsroom by who began a story, and by what changed last.
create index stories_created_by on stories (created_by, id);

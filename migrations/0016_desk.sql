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

-- The newsroom's lists of one state, and of who began a story, in the order of its lists.
create index stories_in_state on stories (
  (case when public = 'unpublished' then work else public end), coalesce(first_published_at, created_at), id);
create index stories_begun_by on stories (created_by, coalesce(first_published_at, created_at), id);

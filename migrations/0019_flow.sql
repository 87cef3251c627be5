-- The newspaper's day. `saved` is the revision that a window saved last: what it sends before it hears of the answer
-- goes on from there.
alter table copies add column saved {int};
create index copies_without_words on copies (seen_at) where changes is null;

-- What those who work on a story say to each other; no reader sees it, and it is in no revision.
create table story_notes (
  id {id} primary key,
  story {id} not null references stories (id),
  actor {text} not null,
  at {time} not null,
  note {text} not null
);
create index story_notes_story on story_notes (story, id);

-- What the calendar asks for: mostly empty, since what went out has no hour any more.
create index stories_scheduled on stories (scheduled_at) where scheduled_at is not null;
create index stories_embargoed on stories (embargo_until) where embargo_until is not null;

-- Posts of live coverages. A row repeats what the post's events in the log come to; `rank` orders them (the greatest
-- stands first), `seq` breaks ties: it is the log's number of the event that the post began with.
create table posts (
  id {id} primary key,
  story {id} not null references stories (id) on delete cascade,
  rank {text} not null,
  seq {int} not null,
  state {text} not null,
  is_key {bool} not null,
  is_pinned {bool} not null,
  revision {int} not null,
  at {time},
  updated_at {time},
  retracted_at {time},
  retract_reason {text},
  retract_notice {text},
  created_by {text} not null,
  created_at {time} not null,
  changed_at {time} not null
);
create index posts_story on posts (story, rank, seq);

-- Everything that a post ever said; a row never changes.
create table post_revisions (
  post {id} not null references posts (id) on delete cascade,
  number {int} not null,
  at {time} not null,
  actor {text} not null,
  cause {text} not null,
  headline {text} not null,
  byline {text},
  body {json} not null,
  primary key (post, number)
);

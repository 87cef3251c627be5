-- Stories. `stories` is the work, `revisions` every state it ever had, `published` what readers may see now:
-- a row is in `published` while, and only while, the story is public. Every list for readers reads that table alone.
create table stories (
  id {id} primary key,
  edition {text} not null references editions (slug),
  section {text} not null,
  kind {text} not null,
  headline {text} not null,
  work {text} not null,
  public {text} not null,
  origin {json} not null,
  revision {int} not null,
  live_revision {int},
  translation_group {id} not null,
  slug {text},
  path {text},
  embargo_until {time},
  scheduled_at {time},
  first_published_at {time},
  published_at {time},
  updated_at {time},
  corrected_at {time},
  withdrawn_at {time},
  withdraw_reason {text},
  withdraw_notice {text},
  created_by {text} not null,
  created_at {time} not null,
  changed_at {time} not null
);
create index stories_edition on stories (edition, id);
create index stories_changed on stories (changed_at, id);
create index stories_group on stories (translation_group);

create table revisions (
  story {id} not null references stories (id),
  number {int} not null,
  at {time} not null,
  actor {text} not null,
  cause {text} not null,
  content {json} not null,
  primary key (story, number)
);

create table story_topics (
  story {id} not null references stories (id),
  topic {text} not null,
  primary key (story, topic)
);

create table published (
  story {id} primary key references stories (id),
  edition {text} not null,
  section {text} not null,
  kind {text} not null,
  path {text} not null,
  revision {int} not null,
  headline {text} not null,
  standfirst {text} not null,
  bylines {json} not null,
  first_published_at {time} not null,
  updated_at {time},
  corrected_at {time}
);
create index published_newest on published (edition, first_published_at, story);
create index published_section on published (edition, section, first_published_at, story);
create index published_kind on published (edition, kind, first_published_at, story);

create table published_topics (
  edition {text} not null,
  topic {text} not null,
  first_published_at {time} not null,
  story {id} not null references stories (id),
  primary key (edition, topic, first_published_at, story)
);
create index published_topics_story on published_topics (story);

create table published_authors (
  edition {text} not null,
  author {text} not null,
  first_published_at {time} not null,
  story {id} not null references stories (id),
  primary key (edition, author, first_published_at, story)
);
create index published_authors_story on published_authors (story);

-- Every address that a story ever had, its present one included (`stories.path`), and those of its former home.
create table addresses (
  path {text} primary key,
  story {id} not null references stories (id)
);
create index addresses_story on addresses (story);

-- The public record: a row for each publication, update, correction, withdrawal and restoration, chained by hash.
create table record (
  seq {seq},
  story {id} not null references stories (id),
  revision {int} not null,
  at {time} not null,
  action {text} not null,
  note {text},
  content_hash {bytes},
  previous {bytes} not null,
  hash {bytes} not null
);
create index record_story on record (story, seq);

-- Where imported stories come from, so that the same file can come in again.
create table imported (
  source {text} not null,
  source_id {text} not null,
  story {id} not null references stories (id),
  digest {bytes} not null,
  primary key (source, source_id)
);

-- Answers to writes that carried an Idempotency-Key.
create table answered (
  actor {text} not null,
  key {text} not null,
  digest {bytes} not null,
  status {int} not null,
  body {text} not null,
  etag {text},
  at {time} not null,
  primary key (actor, key)
);

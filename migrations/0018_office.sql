-- What topics were called and where they stood before they were renamed or became one with another: a story's old
-- revision, an import that comes again and an old link find the topic that stays.
create table topic_names (
  edition {text} not null references editions (slug),
  name {text} not null,
  topic {text} not null,
  primary key (edition, name)
);
create index topic_names_topic on topic_names (edition, topic);

create table topic_addresses (
  edition {text} not null references editions (slug),
  slug {text} not null,
  topic {text} not null,
  primary key (edition, slug)
);
create index topic_addresses_topic on topic_addresses (edition, topic);

create index story_topics_topic on story_topics (topic, story);

-- How an edition looks beside what its theme says: the logo in the place of its name, by the hash of its file, and the
-- colour of the accents in both schemes.
alter table editions add column logo {text};
alter table editions add column logo_width {int};
alter table editions add column logo_height {int};
alter table editions add column accent {text};
alter table editions add column accent_dark {text};

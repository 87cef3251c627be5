-- Lists that go over all editions: what is published (the API, the sitemaps), and what the newsroom works on.
create index published_time on published (first_published_at, story);
create index stories_listed on stories (coalesce(first_published_at, created_at), id);

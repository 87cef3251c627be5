-- The keys by which the newsroom signs its public record, the newest last. One that came with an archive lacks its
-- secret half: it proves old signatures and makes no new ones.
create table record_keys (
  number {int} primary key,
  public {bytes} not null,
  secret {bytes},
  made_at {time} not null
);
alter table record add column signed_by {int};
alter table record add column signature {bytes};
-- Mostly empty: at every start it is asked whether something is not signed yet.
create index record_unsigned on record (seq) where signature is null;

-- Links by which somebody without an account sees a revision. Only the hash of what they carry is kept.
create table previews (
  id {id} primary key,
  hash {bytes} not null unique,
  story {id} not null references stories (id),
  revision {int} not null,
  made_by {id} not null,
  made_at {time} not null,
  until {time} not null
);
create index previews_story on previews (story, made_at);

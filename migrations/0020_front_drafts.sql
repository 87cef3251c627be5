-- What the draft of a front was before it was saved anew, for as long as somebody may still be arranging it from there:
-- what they changed is told by it from what others did.
create table front_drafts (
  front {id} not null references fronts (id),
  revision {int} not null,
  changed_by {text} not null,
  changed_at {time} not null,
  replaced_at {time} not null,
  draft {json} not null,
  primary key (front, revision)
);

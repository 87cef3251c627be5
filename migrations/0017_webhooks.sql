-- Programs elsewhere that are told of what happens. A delivery is one event for one of them; what is told is decided
-- when it is sent, so that nothing but the event's number is kept.
create table webhooks (
  id {id} primary key,
  address {text} not null,
  secret {text} not null,
  -- Lists of names; null for all.
  events {json},
  editions {json},
  -- Whose eyes it sees with; null for what is public.
  role {text},
  -- It is told of what stands in the log behind this row.
  since {int} not null,
  created_by {text} not null,
  created_at {time} not null,
  paused_at {time},
  -- `person`, or `gone` where its server said so.
  paused_by {text},
  -- How often in a row it has not taken what was sent, since when, and when it is tried again.
  failures {int} not null default 0,
  failing_since {time},
  next_at {time}
);

create table webhook_deliveries (
  id {id} primary key,
  webhook {id} not null references webhooks (id),
  -- The row of the log; null for a test.
  seq {int},
  event {text} not null,
  -- Whether it takes away what others may show.
  takes_away {bool} not null,
  -- `waiting`, `done` or `aside`.
  state {text} not null,
  created_at {time} not null,
  attempts {int} not null default 0,
  failing_since {time},
  tried_at {time},
  took_ms {int},
  status {int},
  failure {text}
);
create unique index webhook_deliveries_once on webhook_deliveries (webhook, seq);
create index webhook_deliveries_waiting on webhook_deliveries (state, webhook, seq);
create index webhook_deliveries_newest on webhook_deliveries (webhook, id);

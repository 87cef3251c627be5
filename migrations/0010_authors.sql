-- What readers are told of those who write.
alter table authors add column biography {text} not null default '';
alter table authors add column portrait {id};

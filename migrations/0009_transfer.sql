-- Which version of a story came in last, where its source numbers them: an older one that comes later changes nothing.
alter table imported add column version {int};

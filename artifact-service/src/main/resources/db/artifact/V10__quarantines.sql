-- Counts the blobs that were put away, so that every replica knows when what it remembers may no longer be so.
alter table project add column quarantines bigint not null default 0;
grant update (quarantines) on project to pedigree_service;

-- How much of a container is still needed, as of when it was last looked at.
alter table container add live_bytes bigint;
grant update (live_bytes) on container to pedigree_service;

-- Sweeping: containers that hold nothing any more, and when what they hold was last read and found right.

alter table container
  -- Whether no blob has left it since it was last looked at.
  add settled     boolean not null default false,
  -- No blob lies in it, and none ever will again. It stays a grace for those who read it.
  add dropped_at  timestamptz,
  add verified_at timestamptz;
create index container_unsettled on container (id) where not settled and dropped_at is null;
create index container_dropped on container (dropped_at) where dropped_at is not null;
create index container_to_verify on container (verified_at nulls first, id) where dropped_at is null;

grant update (settled, dropped_at, verified_at) on container to pedigree_service;

-- Large blobs: their parts, and the uploads that are under way.

-- The objects of a container of kind 3, in the order of the blob's bytes. Their keys follow: `<key>/<number>-<sha256>`.
create table part (
  container_id bigint  not null references container on delete cascade,
  number       integer not null check (number between 1 and 10000),
  sha256       bytea   not null check (length(sha256) = 32),
  primary key (container_id, number)
);

-- A large blob on its way in. Nobody sees it before its row in `blob` is there; then this one is gone.
create table upload (
  id         bigint      generated always as identity primary key,
  project_id integer     not null,
  caller     text        not null,
  sha256     bytea       not null check (length(sha256) = 32),
  size       bigint      not null check (size > 0),
  part_size  integer     not null check (part_size > 0),
  -- 1: its bytes come through the service. 2: its parts are put by the client, and read back.
  kind       smallint    not null check (kind in (1, 2)),
  -- What the keys of its parts begin with; the container's key when it is done.
  key        text        not null unique,
  -- 1: bytes are coming. 2: all are there and being read back. 3: they are not what was declared.
  state      smallint    not null default 1 check (state in (1, 2, 3)),
  failure    text        check ((state = 3) = (failure is not null)),
  -- Counts the streams that worked on it; only the newest may.
  stream     integer     not null default 1,
  -- Until then one process reads it back.
  reading_until timestamptz not null default 'epoch',
  touched_at timestamptz not null default clock_timestamp()
);
create index upload_of_caller on upload (caller, project_id, sha256);
-- A direct upload is one, however often it is asked for.
create unique index upload_direct on upload (project_id, caller, sha256) where kind = 2;
create index upload_to_read on upload (reading_until) where state = 2;

-- The parts of an upload that are in the object store.
create table upload_part (
  upload_id bigint  not null references upload on delete cascade,
  number    integer not null check (number between 1 and 10000),
  sha256    bytea   not null check (length(sha256) = 32),
  primary key (upload_id, number)
);

grant usage on all sequences in schema artifact to pedigree_service;
grant select, insert on part to pedigree_service;
grant select, insert, update, delete on upload, upload_part to pedigree_service;

-- Containers: what in S3 holds bytes that are visible. A blob is a range of one of them, so that many small blobs can
-- share an object, and one large blob can be several.

create table container (
  id         bigint      generated always as identity primary key,
  project_id integer     not null,
  key        text        not null unique,
  -- 1: an object that is one blob. 2: a pack, an object of many blobs. 3: the parts of one blob, which are objects whose
  -- keys begin with `key`.
  kind       smallint    not null check (kind in (1, 2, 3)),
  size       bigint      not null check (size >= 0),
  -- Bytes of every part but the last.
  part_size  integer     check (part_size > 0),
  created_at timestamptz not null default clock_timestamp(),
  check ((kind = 3) = (part_size is not null))
);

insert into container (project_id, key, kind, size, created_at)
select project_id, object_key, 1, object_length, created_at from blob order by created_at;

-- 0: as they are. 1: zstd. Digest and size are always those of the bytes as they came.
alter table blob
  add container_id bigint references container,
  add encoding smallint not null default 0 check (encoding in (0, 1));

update blob set container_id = container.id from container where container.key = blob.object_key;

alter table blob
  alter container_id set not null,
  drop object_key;

create index blob_container on blob (container_id);

grant usage on all sequences in schema artifact to pedigree_service;
grant select, insert on container to pedigree_service;
-- Who finds a container there takes it up, and by locking its row keeps it.
grant update (size) on container to pedigree_service;

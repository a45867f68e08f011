-- Content: which bytes a project has, where they lie, and which lists of files were committed.
--
-- The bytes are in S3; a row here makes them visible. Nothing crosses a project, so every key begins with one.
-- Keeping from deletion: a blob stays while its own lease runs, and while a manifest that lists it stays; a manifest
-- stays while its lease runs, and while a version names it. So a lease on a manifest holds every blob it lists with one
-- write, however many those are.

-- Projects are the registry's. Here their names only get a short key, when their first bytes come.
create table project (
  id   integer generated always as identity primary key,
  name text    not null unique check (name ~ '^[a-z][a-z0-9-]{0,62}$')
);

create table blob (
  -- No foreign key: each insert would lock the one row of its project, and project rows never go.
  project_id    integer     not null,
  sha256        bytea       not null check (length(sha256) = 32),
  size          bigint      not null check (size >= 0),
  -- Where the bytes lie: a range of an object of the bucket.
  object_key    text        not null,
  object_offset bigint      not null check (object_offset >= 0),
  object_length bigint      not null check (object_length >= 0),
  created_at    timestamptz not null default clock_timestamp(),
  leased_until  timestamptz not null,
  primary key (project_id, sha256)
) with (fillfactor = 90); -- room to renew leases in place

create table manifest (
  id           bigint      generated always as identity primary key,
  project_id   integer     not null,
  digest       bytea       not null check (length(digest) = 32),
  file_count   bigint      not null check (file_count > 0),
  total_bytes  bigint      not null check (total_bytes >= 0),
  created_at   timestamptz not null default clock_timestamp(),
  leased_until timestamptz not null,
  unique (project_id, digest)
) with (fillfactor = 80);

-- The lines of a manifest, cut into pages that are blobs themselves: ten million files are a few thousand rows here, the
-- lines are packed, verified and deduplicated as all content is, and versions that share most files share most pages.
create table manifest_page (
  manifest_id bigint  not null references manifest,
  -- UTF-8 bytes of the path in the page's first line; lines are sorted by them.
  first_path  bytea   not null,
  project_id  integer not null,
  sha256      bytea   not null,
  primary key (manifest_id, first_path),
  foreign key (project_id, sha256) references blob
);
create index manifest_page_blob on manifest_page (project_id, sha256);

-- The digests in `packed`, 32 bytes each, numbered from 1.
create function unpack_digests(packed bytea) returns table (ordinal integer, sha256 bytea)
language sql immutable parallel safe rows 10000 as $$
  select number, substring(packed from 32 * (number - 1) + 1 for 32) from generate_series(1, length(packed) / 32) number
$$;

-- Rows are written once; only leases move. Nothing is deleted.
grant usage on schema artifact to pedigree_service;
grant usage on all sequences in schema artifact to pedigree_service;
grant select, insert on project, blob, manifest, manifest_page to pedigree_service;
grant update (leased_until) on blob, manifest to pedigree_service;

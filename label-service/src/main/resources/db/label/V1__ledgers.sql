-- Ledgers: which ones there are, what was counted of them, and in which files their labels lie at present.
--
-- The files are blobs of artifact-service; a row here makes them a ledger. Ledgers never change, nor do segments; which
-- segments a ledger is read from (its layout) may be replaced by others that say the same.

create table ledger (
  id              bigint      generated always as identity primary key,
  project         text        not null check (project ~ '^[a-z][a-z0-9-]{0,62}$'),
  digest          bytea       not null check (length(digest) = 32),
  parent_id       bigint      references ledger,
  -- Its place in its chain, from 1, and how many schema changes there are up to it.
  ordinal         integer     not null check (ordinal >= 1),
  epoch           integer     not null check (epoch >= 0),
  kind            smallint    not null check (kind between 1 and 4),
  label_schema    text        not null,
  schema_digest   bytea       not null check (length(schema_digest) = 32),
  change_file     bytea       check (length(change_file) = 32),
  manifest_digest bytea       check (length(manifest_digest) = 32),
  -- pedigree.v1.SchemaLabels, empty but for schema changes.
  moves           bytea       not null,
  -- pedigree.v1.LabelLedgerStatistics, and pedigree.mesh.v1.LedgerRatings to count on from.
  statistics      bytea       not null,
  ratings         bytea       not null,
  created_at      timestamptz not null default clock_timestamp(),
  leased_until    timestamptz not null,
  unique (project, digest),
  check ((parent_id is null) = (ordinal = 1))
) with (fillfactor = 80);
create index ledger_children on ledger (parent_id);

-- Events of consecutive ledgers of one chain, in files sorted by sample.
create table segment (
  id            bigint   generated always as identity primary key,
  project       text     not null,
  first_ordinal integer  not null,
  last_ordinal  integer  not null,
  events        bigint   not null check (events >= 0),
  check (first_ordinal <= last_ordinal)
);

create table segment_file (
  segment_id   bigint   not null references segment,
  position     smallint not null,
  sha256       bytea    not null check (length(sha256) = 32),
  size         bigint   not null check (size > 0),
  -- The least and the greatest sample in it, by their UTF-8 bytes.
  first_sample text     not null collate "C",
  last_sample  text     not null collate "C",
  primary key (segment_id, position)
);

-- The segment that a ledger brought: kept as long as the ledger, so that neighbours can be compared at the price of what
-- they differ in.
create table ledger_segment (
  ledger_id  bigint primary key references ledger,
  segment_id bigint not null references segment
);

-- What a ledger is read from, the oldest segment first.
create table layout (
  ledger_id  bigint   not null references ledger,
  position   smallint not null,
  segment_id bigint   not null references segment,
  primary key (ledger_id, position)
);
create index layout_segment on layout (segment_id);

grant usage on schema label to pedigree_service;
grant usage on all sequences in schema label to pedigree_service;
grant select, insert on ledger, segment, segment_file, ledger_segment, layout to pedigree_service;
grant update (leased_until) on ledger to pedigree_service;
-- Replacing a layout, and forgetting segments that no layout uses any more.
grant delete on layout, segment, segment_file to pedigree_service;

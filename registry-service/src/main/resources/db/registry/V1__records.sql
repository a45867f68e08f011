-- Records: what was created, frozen from birth. Every table below that nothing may rewrite is frozen by trigger, for the
-- service's own role too (architecture: "the database is the last ring").

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

create table project (
  id           bigint generated always as identity primary key,
  project_id   text        not null unique check (project_id ~ '^[a-z][a-z0-9-]{0,62}$'),
  display_name text        not null,
  creator      text        not null,
  created_at   timestamptz not null default clock_timestamp()
);

create table asset (
  id           bigint generated always as identity primary key,
  project_id   bigint      not null references project,
  kind         text        not null check (kind in ('DATASET', 'MODEL', 'LABEL_SCHEMA')),
  asset_id     text        not null check (asset_id ~ '^[a-z][a-z0-9-]{0,62}$'),
  display_name text        not null,
  description  text        not null,
  creator      text        not null,
  created_at   timestamptz not null default clock_timestamp(),
  unique (project_id, kind, asset_id)
);

-- The counter row of an asset; whoever updates it holds the line until commit.
create table asset_head (
  asset_id      bigint primary key references asset,
  newest_number integer not null default 0 check (newest_number >= 0)
);

-- Versions, evaluations and deployments draw their ids from one sequence, without cache, so that a node made later has the
-- greater id: edges point from greater to smaller ids and the graph is acyclic by construction.
create sequence node_id as bigint;

create table version (
  id              bigint      primary key default nextval('node_id'),
  asset_id        bigint      not null references asset,
  number          integer     not null check (number >= 1),
  -- RFC 8785 canonical JSON, word for word; record_digest is SHA-256 over its UTF-8 bytes.
  record          text        not null,
  record_digest   bytea       not null check (length(record_digest) = 32),
  manifest_digest bytea       check (length(manifest_digest) = 32),
  creator         text        not null,
  created_at      timestamptz not null default clock_timestamp(),
  unique (asset_id, number)
);

-- An edge says: source was made from (trained on, deploys, ...) target.
create table edge (
  source   bigint not null,
  relation text   not null check (relation in ('TRAINING', 'VALIDATION', 'TEST', 'BASE_MODEL', 'SOURCE', 'PARENT',
                                               'LABEL_SCHEMA', 'EVALUATES', 'MEASURED_ON', 'DEPLOYS', 'REPLACES')),
  target   bigint not null,
  primary key (source, relation, target),
  check (source > target)
);
create index edge_downstream on edge (target, relation, source);

create table evaluation (
  id                 bigint      primary key default nextval('node_id'),
  version_id         bigint      not null references version,
  dataset_version_id bigint      not null references version,
  manifest_digest    bytea       not null check (length(manifest_digest) = 32),
  evaluator          text        not null,
  -- Canonical JSON of the metrics.
  metrics            text        not null,
  actor              text        not null,
  started_at         timestamptz not null,
  ended_at           timestamptz not null,
  created_at         timestamptz not null default clock_timestamp()
);
create index evaluation_newest on evaluation (version_id, dataset_version_id, evaluator, id desc);

create trigger frozen before update or delete or truncate on project    for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on asset      for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on version    for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on edge       for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on evaluation for each statement execute function refuse_change();

-- The feed and the stored replies: one row of each belongs to every mutation's transaction.

create table change (
  xid      xid8   not null default pg_current_xact_id(),
  sequence bigint generated always as identity,
  subject  text   not null,
  revision bigint not null,
  -- pedigree.mesh.v1.Change without its position, serialized.
  payload  bytea  not null,
  primary key (xid, sequence)
);
create trigger frozen before update or delete or truncate on change for each statement execute function refuse_change();

-- Positions and consistency tokens are bound to one cluster; a restore gets a new epoch.
create table feed_epoch (epoch uuid not null);
insert into feed_epoch values (gen_random_uuid());
create trigger frozen before update or delete or truncate on feed_epoch for each statement execute function refuse_change();

-- The consistency token of the running transaction: a reader whose horizon has reached it knows this transaction, and
-- all that this statement sees. The upper end of a snapshot may lie below the transaction's own number.
create function consistency_xid() returns xid8 language sql volatile as $$
  select greatest(pg_snapshot_xmax(pg_current_snapshot()), (pg_current_xact_id()::text::bigint + 1)::text::xid8)
$$;

-- Replies by request id (AIP-155), kept for 7 days.
create table reply (
  project     text        not null,
  caller      text        not null,
  request_id  uuid        not null,
  method      text        not null,
  -- SHA-256 over the client's request.
  fingerprint bytea       not null,
  -- Filled at the end of the transaction that claimed the key: the reply without its token, and the token.
  reply       bytea,
  token       xid8,
  created_at  timestamptz not null default clock_timestamp(),
  primary key (project, caller, request_id)
) with (fillfactor = 80);
create index reply_age on reply using brin (created_at);

grant usage on schema registry to pedigree_service;
grant usage on all sequences in schema registry to pedigree_service;
grant select, insert on project, asset, asset_head, version, edge, evaluation, version_state, transition, annotation,
  retirement, alias_move, alias, environment, deploy_policy, deployment, deployment_end, change, reply to pedigree_service;
grant select on lifecycle_step, feed_epoch to pedigree_service;
grant update on asset_head, version_state, alias, environment, reply to pedigree_service;
grant delete on alias, reply to pedigree_service;

-- Keeping: what may not be deleted because a version names it, and who looks after that.

-- What the registry's feed says is pinned. A digest may be a manifest's or a blob's: whichever it is stays.
create table pin (
  -- The version that pins, and its revision that said so.
  subject    text    not null,
  sha256     bytea   not null check (length(sha256) = 32),
  revision   bigint  not null,
  project_id integer not null,
  primary key (subject, sha256)
);
create index pin_content on pin (project_id, sha256);

-- Up to where the feed has been taken in; written in the same transaction as the pins. Empty: nothing of it.
create table feed_cursor (
  one      boolean primary key default true check (one),
  epoch    uuid,
  xid      bigint,
  sequence bigint,
  check (num_nulls(epoch, xid, sequence) in (0, 3))
);
insert into feed_cursor default values;

-- The one replica that follows the feed, sweeps and scrubs, until its term ends.
create table keeper (
  one    boolean     primary key default true check (one),
  holder uuid        not null,
  until  timestamptz not null
);

-- What is condemned is deleted a grace later, unless it is reprieved before. Nobody may count on it meanwhile.
-- What is quarantined lies in S3 otherwise than it should; who uploads it again heals it.
alter table blob
  add condemned_at   timestamptz,
  add quarantined_at timestamptz;
alter table manifest add condemned_at timestamptz;
create index blob_condemned on blob (project_id, condemned_at) where condemned_at is not null;
create index blob_quarantined on blob (quarantined_at) where quarantined_at is not null;

-- SHA-256 over the raw digests of the files in order (OpenSSF Model Signing); absent when it would cover no file.
alter table manifest add model_signing_root bytea check (length(model_signing_root) = 32);

grant update (condemned_at, quarantined_at, container_id, object_offset, object_length, encoding) on blob to pedigree_service;
grant update (condemned_at) on manifest to pedigree_service;
grant delete on blob, manifest, manifest_page, container to pedigree_service;
grant select, insert, delete on pin to pedigree_service;
grant select, update on feed_cursor to pedigree_service;
grant select, insert, update on keeper to pedigree_service;

-- Label schemas that change: what each version changed, and which dataset versions are labelled in it.

-- What a version of a label schema changed against the one it follows, and how that was judged then.
create table schema_change (
  version_id bigint  not null references version,
  position   integer not null,
  kind       text    not null,
  -- Empty: the schema as a whole.
  class_id   text    not null,
  -- The classes it is split from, or the one it was merged into.
  others     text[]  not null,
  attribute  text    not null,
  verdict    text    not null check (verdict in ('COMPATIBLE', 'NEEDS_REVIEW', 'BREAKING')),
  primary key (version_id, position)
);

-- The label-schema version that a dataset version's labels are written in, and how many samples each class has.
create table labelled (
  version_id    bigint primary key references version,
  schema_id     bigint not null references version,
  -- Null: nobody says.
  samples       bigint,
  -- Who counted: nobody, the client, or the server from a ledger.
  statistics    text   not null check (statistics in ('NOT_STATED', 'DECLARED', 'COMPUTED')),
  -- Classes that labels are of, side by side with their samples. Empty: nobody says which.
  class_ids     text[]   not null,
  class_samples bigint[] not null,
  check (cardinality(class_ids) = cardinality(class_samples))
);
create index labelled_in on labelled (schema_id, version_id desc);

create trigger frozen before update or delete or truncate on schema_change for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on labelled      for each statement execute function refuse_change();

grant select, insert on schema_change, labelled to pedigree_service;

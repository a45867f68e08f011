-- What somebody found about labels that a change of their schema made stale; the newest one decides.
create table schema_review (
  id            bigint generated always as identity primary key,
  -- The dataset version.
  version_id    bigint      not null references version,
  -- The label-schema version that changed what the classes mean.
  schema_id     bigint      not null references version,
  class_ids     text[]      not null check (cardinality(class_ids) > 0),
  outcome       text        not null check (outcome in ('KEPT', 'RELABELLED', 'WAIVED')),
  reason        text        not null,
  relabelled_id bigint      references version,
  actor         text        not null,
  created_at    timestamptz not null,
  check ((outcome = 'RELABELLED') = (relabelled_id is not null))
);
create index schema_review_of on schema_review (version_id, id desc);

create trigger frozen before update or delete or truncate on schema_review for each statement execute function refuse_change();

grant select, insert on schema_review to pedigree_service;

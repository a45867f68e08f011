-- What somebody found about labels that a change of their schema made stale; the newest one decides.
create table schema_review (
  id            bigint generated always as identity primary key,
  -- The dataset version.
  version_id    bigint      not null references version,
  -- Counts from 1 in each dataset version; the newest has the greatest.
  number        integer     not null check (number >= 1),
  -- The label-schema version that changed what the classes mean.
  schema_id     bigint      not null references version,
  class_ids     text[]      not null check (cardinality(class_ids) > 0),
  outcome       text        not null check (outcome in ('KEPT', 'RELABELLED', 'WAIVED')),
  reason        text        not null,
  relabelled_id bigint      references version,
  actor         text        not null,
  created_at    timestamptz not null,
  unique (version_id, number),
  check ((outcome = 'RELABELLED') = (relabelled_id is not null))
);

create trigger frozen before update or delete or truncate on schema_review for each statement execute function refuse_change();

grant select, insert on schema_review to pedigree_service;

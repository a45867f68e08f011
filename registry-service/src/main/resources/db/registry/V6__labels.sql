-- Which label ledger a dataset version names, and what the server had counted in it when the version was made.
create table version_labels (
  version_id bigint primary key references version,
  ledger     bytea  not null check (length(ledger) = 32),
  -- Canonical JSON of pedigree.v1.LabelLedger.
  evidence   text   not null
);
create index version_labels_ledger on version_labels (ledger);

create trigger frozen before update or delete or truncate on version_labels
  for each statement execute function refuse_change();

grant select, insert on version_labels to pedigree_service;

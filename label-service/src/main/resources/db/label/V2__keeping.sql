-- Ledgers that versions name, as the registry has said: kept for ever. Others are kept for a lease.
alter table ledger add column kept boolean not null default false;

grant update (kept) on ledger to pedigree_service;
-- A ledger that no version named by the end of its lease is forgotten.
grant delete on ledger, ledger_segment to pedigree_service;

-- Ledgers that were vouched for, and that versions may name: their files are held for ever. Others are kept for a lease.
alter table ledger add column kept boolean not null default false;

grant update (kept) on ledger to pedigree_service;
-- A ledger that nobody named and whose files are gone is forgotten when it is made again.
grant delete on ledger, ledger_segment to pedigree_service;

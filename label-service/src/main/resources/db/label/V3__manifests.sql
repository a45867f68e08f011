-- The manifest that has every path of the ledger's labels. A ledger that is prepared again may be held against another.
grant update (manifest_digest) on ledger to pedigree_service;

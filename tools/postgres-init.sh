#!/bin/sh
# Run once by the Postgres image, on an empty data folder.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres \
    -v owner_password="$PEDIGREE_OWNER_PASSWORD" -v service_password="$PEDIGREE_SERVICE_PASSWORD" -f /roles.sql
psql -v ON_ERROR_STOP=1 -U postgres -d postgres <<'SQL'
CREATE DATABASE pedigree OWNER pedigree_owner;
REVOKE ALL ON DATABASE pedigree FROM PUBLIC;
GRANT CONNECT ON DATABASE pedigree TO pedigree_service;
SQL

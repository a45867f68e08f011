-- The two roles of the database, made the same way on the embedded Postgres and on the one in docker-compose.yml.
-- pedigree_owner owns the schemas and runs the migrations; pedigree_service serves requests and can change no schema.
-- May be run again: it brings passwords and settings up to date. Variables: owner_password, service_password.
DO $$ BEGIN
  CREATE ROLE pedigree_owner;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

DO $$ BEGIN
  CREATE ROLE pedigree_service;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

ALTER ROLE pedigree_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
ALTER ROLE pedigree_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD :'service_password';

-- A writer that hangs keeps the horizon of the change feed where it is, and with it every reader.
ALTER ROLE pedigree_owner SET transaction_timeout = '10min';
ALTER ROLE pedigree_service SET transaction_timeout = '30s';
ALTER ROLE pedigree_service SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE pedigree_service SET lock_timeout = '10s';

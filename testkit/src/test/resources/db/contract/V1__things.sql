CREATE TABLE thing (
  name text PRIMARY KEY,
  amount integer NOT NULL DEFAULT 0
);

-- Cuts its own connection when the transaction commits, and so leaves the client in doubt.
CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_terminate_backend(pg_backend_pid());
  RETURN NULL;
END $$;

CREATE TABLE doom (name text);

CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON doom
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut();

GRANT USAGE ON SCHEMA contract TO ${service_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA contract TO ${service_role};

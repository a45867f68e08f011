-- Lifecycle: what may change about a version, and the only ways in which it may.

-- The table of legal steps; a test compares it with Lifecycle.TABLE.
create table lifecycle_step (
  from_state text not null,
  verb       text not null,
  to_state   text not null,
  primary key (from_state, verb, to_state)
);
insert into lifecycle_step values
  ('REGISTERED', 'DEPRECATE', 'DEPRECATED'),
  ('DEPRECATED', 'REINSTATE', 'REGISTERED'),
  ('DEPRECATED', 'RETIRE',    'RETIRED');

-- State and annotations. Creators and deployers lock it FOR KEY SHARE, retirers and evaluators FOR UPDATE.
create table version_state (
  version_id  bigint      primary key references version,
  state       text        not null default 'REGISTERED' check (state in ('REGISTERED', 'DEPRECATED', 'RETIRED')),
  revision    bigint      not null default 1,
  description text        not null default '',
  tags        jsonb       not null default '{}',
  updated_at  timestamptz not null default clock_timestamp()
);

create table transition (
  id         bigint generated always as identity primary key,
  version_id bigint      not null references version,
  -- The revision of version_state that this step made.
  revision   bigint      not null,
  from_state text        not null,
  verb       text        not null,
  to_state   text        not null,
  actor      text        not null,
  reason     text        not null,
  request_id text        not null,
  at         timestamptz not null default clock_timestamp(),
  foreign key (from_state, verb, to_state) references lifecycle_step,
  unique (version_id, revision)
);

create table annotation (
  version_id  bigint      not null references version,
  revision    bigint      not null,
  description text        not null,
  tags        jsonb       not null,
  actor       text        not null,
  at          timestamptz not null default clock_timestamp(),
  primary key (version_id, revision)
);

create table retirement (
  version_id      bigint      primary key references version,
  reason          text        not null check (reason in ('REPLACED', 'STALE_DATA', 'SCHEMA_CHANGED', 'OTHER')),
  reason_text     text        not null,
  successor_id    bigint      references version,
  service_start   timestamptz,
  service_end     timestamptz,
  -- Names of what derived from it at that time, nearest first, as a JSON array of at most 1,000.
  dependents      jsonb       not null,
  dependent_count bigint      not null,
  retention_until timestamptz not null,
  actor           text        not null,
  created_at      timestamptz not null default clock_timestamp()
);

-- A version is born REGISTERED, and its state moves only together with a transition row of the next revision.
create function check_version_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'REGISTERED' or new.revision <> 1 then
      raise exception 'a version begins REGISTERED' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.version_id <> old.version_id or new.revision <> old.revision + 1 then
    raise exception 'version_state moves one revision at a time' using errcode = 'check_violation';
  end if;
  if new.state <> old.state and not exists (
      select from transition t where t.version_id = new.version_id and t.revision = new.revision
         and t.from_state = old.state and t.to_state = new.state) then
    raise exception 'a state moves only with its transition' using errcode = 'check_violation';
  end if;
  if new.state = 'RETIRED' and not exists (select from retirement r where r.version_id = new.version_id) then
    raise exception 'a version is retired only with its retirement record' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guarded before insert or update on version_state for each row execute function check_version_state();

-- The other direction: no transition without its move.
create function check_transition() returns trigger language plpgsql as $$
begin
  if not exists (select from version_state s where s.version_id = new.version_id
                  and (s.revision > new.revision or (s.revision = new.revision and s.state = new.to_state))) then
    raise exception 'a transition is stored only with the move it describes' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger moved after insert on transition deferrable initially deferred
  for each row execute function check_transition();

-- Aliases move; the newest row of alias_move is the truth about each, and its id is the alias's revision.
create table alias_move (
  id           bigint generated always as identity primary key,
  asset_id     bigint      not null references asset,
  alias        text        not null check (alias ~ '^[a-z][a-z0-9-]{0,62}$'),
  from_version bigint      references version,
  to_version   bigint      references version,
  actor        text        not null,
  at           timestamptz not null default clock_timestamp()
);
create index alias_move_history on alias_move (asset_id, id desc);

create table alias (
  asset_id   bigint      not null references asset,
  alias      text        not null,
  version_id bigint      not null references version,
  revision   bigint      not null references alias_move,
  primary key (asset_id, alias)
);
create index alias_of_version on alias (version_id);

create function check_alias() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if not exists (select from alias_move m where m.asset_id = old.asset_id and m.alias = old.alias
                    and m.id > old.revision and m.to_version is null) then
      raise exception 'an alias is removed only with its move' using errcode = 'check_violation';
    end if;
    return old;
  end if;
  if not exists (select from alias_move m where m.id = new.revision and m.asset_id = new.asset_id
                  and m.alias = new.alias and m.to_version = new.version_id) then
    raise exception 'an alias moves only with its move' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guarded before insert or update or delete on alias for each row execute function check_alias();

-- Deployments: model version x environment x interval of time.
create table environment (
  id                    bigint generated always as identity primary key,
  asset_id              bigint  not null references asset,
  environment_id        text    not null check (environment_id ~ '^[a-z][a-z0-9-]{0,62}$'),
  revision              bigint  not null default 1,
  policy_revision       bigint  not null default 1,
  deployment_count      integer not null default 0,
  current_deployment_id bigint,
  unique (asset_id, environment_id)
);

create table deploy_policy (
  environment_id     bigint      not null references environment,
  revision           bigint      not null,
  dataset_version_id bigint      not null references version,
  evaluator          text        not null,
  -- Canonical JSON of the policy as it was set.
  policy             text        not null,
  actor              text        not null,
  created_at         timestamptz not null default clock_timestamp(),
  primary key (environment_id, revision)
);

create table deployment (
  id             bigint      primary key default nextval('node_id'),
  environment_id bigint      not null references environment,
  number         integer     not null,
  version_id     bigint      not null references version,
  previous_id    bigint      references deployment,
  rollback_of_id bigint      references deployment,
  -- Canonical JSON of the deployment record: artifact, lineage, gate results, limitations, rollback pointer, evidence.
  record         text        not null,
  record_digest  bytea       not null check (length(record_digest) = 32),
  actor          text        not null,
  started_at     timestamptz not null,
  unique (environment_id, number)
);
create index deployment_in_time on deployment (environment_id, started_at desc);
create index deployment_of_version on deployment (version_id);
alter table environment add foreign key (current_deployment_id) references deployment;

create table deployment_end (
  deployment_id bigint      primary key references deployment,
  ended_at      timestamptz not null,
  actor         text        not null,
  reason        text        not null,
  successor_id  bigint      references deployment
);

-- An environment moves one revision at a time, leaves a deployment only when that has its end, and goes only to one of its
-- own that has none.
create function check_environment() returns trigger language plpgsql as $$
begin
  if new.revision <> old.revision + 1 then
    raise exception 'an environment moves one revision at a time' using errcode = 'check_violation';
  end if;
  if old.current_deployment_id is not null and old.current_deployment_id is distinct from new.current_deployment_id
      and not exists (select from deployment_end e where e.deployment_id = old.current_deployment_id) then
    raise exception 'a deployment is left only with its end' using errcode = 'check_violation';
  end if;
  if new.current_deployment_id is distinct from old.current_deployment_id and new.current_deployment_id is not null
      and not exists (select from deployment d where d.id = new.current_deployment_id and d.environment_id = new.id
                       and not exists (select from deployment_end e where e.deployment_id = d.id)) then
    raise exception 'an environment runs only a deployment of its own that has not ended' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guarded before update on environment for each row execute function check_environment();

-- The other direction, looked at when the transaction commits: a deployment is live exactly while its environment runs it.
create function check_deployment() returns trigger language plpgsql as $$
declare
  subject bigint;
begin
  if tg_table_name = 'deployment' then
    subject := new.id;
  else
    subject := new.deployment_id;
  end if;
  if exists (select from deployment_end e where e.deployment_id = subject)
      = exists (select from deployment d join environment v on v.id = d.environment_id
                 where d.id = subject and v.current_deployment_id = d.id) then
    raise exception 'a deployment is live exactly while its environment runs it' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger runs after insert on deployment deferrable initially deferred
  for each row execute function check_deployment();
create constraint trigger left_behind after insert on deployment_end deferrable initially deferred
  for each row execute function check_deployment();

create trigger frozen before update or delete or truncate on lifecycle_step for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on transition     for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on annotation     for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on retirement     for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on alias_move     for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on deploy_policy  for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on deployment     for each statement execute function refuse_change();
create trigger frozen before update or delete or truncate on deployment_end for each statement execute function refuse_change();

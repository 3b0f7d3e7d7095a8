-- Roles of the house; may run at any time, any number of times. Passwords of the logins are set beside it, never here.
-- Nobody who serves a request owns a table, inherits a right, or passes row-level security.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['app_owner', 'app_definer', 'app_user', 'app_auth', 'app_job', 'app_auditor'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin noinherit', role_name);
    end if;
  end loop;
  foreach role_name in array array['app_web', 'app_worker', 'app_migrator'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login noinherit', role_name);
    end if;
  end loop;
end
$$;

grant app_user, app_auth to app_web with inherit false, set true;
grant app_user, app_job, app_auditor to app_worker with inherit false, set true;
grant app_owner, app_definer, app_user, app_auth, app_job, app_auditor to app_migrator with inherit false, set true;

do $$
begin
  execute format('grant create, connect on database %I to app_owner', current_database());
  execute format('grant connect on database %I to app_web, app_worker, app_migrator', current_database());
  execute format('revoke temporary on database %I from public', current_database());
end
$$;

revoke all on schema public from public;
grant usage, create on schema public to app_owner;
grant usage on schema public to app_definer, app_user, app_auth, app_job, app_auditor;

-- Digests of rows are taken of their text, which must not change with a server's zone.
alter role app_web set timezone = 'UTC';
alter role app_worker set timezone = 'UTC';
alter role app_migrator set timezone = 'UTC';
alter role app_web set statement_timeout = '5s';
alter role app_web set lock_timeout = '2s';
alter role app_web set idle_in_transaction_session_timeout = '10s';
-- A page's statements read few rows: compiling one takes longer than running it.
alter role app_web set jit = off;
alter role app_worker set statement_timeout = '120s';
alter role app_worker set lock_timeout = '5s';
alter role app_worker set idle_in_transaction_session_timeout = '120s';

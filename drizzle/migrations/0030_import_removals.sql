-- A decided removal tells the difference beside it once it stands, so that neither finds the other half written; and an import that changed nothing holds up no undo.
set local role app_definer;
--> statement-breakpoint
-- An import that changed nothing stands on nothing: it does not hold up the undo of the one before it.
create or replace function app.guard_import() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.source := (select a.slug from public.agency a where a.id = new.agency_id) || '/' || regexp_replace(lower(btrim(new.source_name)), '\s+', '-', 'g');
    new.attempt := 0;
    return new;
  end if;
  if new.mapping is distinct from old.mapping and new.state <> 'previewing' then
    raise exception 'another mapping is looked at first' using errcode = '23514', constraint = 'directory_import_looked_at', table = 'directory_import';
  end if;
  if new.state = old.state then
    return new;
  end if;
  if new.state in ('previewing', 'importing', 'undoing') then
    if new.flat and new.mapping is null then
      raise exception 'nobody said which column is which' using errcode = '23514', constraint = 'directory_import_mapped', table = 'directory_import';
    end if;
    new.attempt := old.attempt + 1;
    new.failure := null;
    new.started_at := app.clock();
    delete from public.import_progress p where p.import_id = new.id;
  end if;
  if new.state = 'importing' then
    new.started_by := app.membership_id();
  elsif new.state = 'undoing' then
    new.undone_by := app.membership_id();
    if exists (select 1 from public.directory_import later
      where later.source = new.source and later.id <> new.id
        and (later.state = 'importing' or later.state in ('imported', 'undoing') and later.run_id is not null and later.applied_at >= new.applied_at)) then
      raise exception 'a later import of the same source goes first' using errcode = '23514', constraint = 'directory_import_undo_newest', table = 'directory_import';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create or replace function app.guard_removal() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  edited boolean;
begin
  if new.state = old.state or app.desk() = 'system' then
    return new;
  end if;
  new.decided_by := app.membership_id();
  new.decided_at := app.clock();
  -- Decided where the provider and its network see what a source says otherwise: then it is done already.
  if pg_trigger_depth() > 1 then
    return new;
  end if;
  if new.state = 'ended' then
    execute format('select exists (select 1 from public.%I t join public.source_record s on s.table_name = $1 and s.row_id = t.id and s.source = $2 and s.made
      where t.id = $3 and t.edited_at > s.applied_at)', new.table_name) into edited using new.table_name, new.source, new.row_id;
    if edited then
      raise exception 'changed by hand since' using errcode = '23514', constraint = 'import_removal_edited', table = 'import_removal';
    end if;
  end if;
  if new.table_name = 'service' then
    update public.service t set status = case when new.state = 'ended' then 'inactive' else 'active' end, updated_at = app.clock()
      where t.id = new.row_id and (new.state = 'ended') = (t.status = 'active');
  else
    execute format('update public.%I t set active = $1, updated_at = app.clock() where t.id = $2 and t.active <> $1', new.table_name)
      using new.state <> 'ended', new.row_id;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.tell_difference() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if app.desk() <> 'system' then
    update public.source_difference d set decision = case when new.state = 'ended' then 'taken' else 'kept' end, decided_at = app.clock(), decided_by = app.membership_id()
      where d.source = new.source and d.table_name = new.table_name and d.row_id = new.row_id and d.field = '' and d.decision is null;
  end if;
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.tell_difference() from public;
grant execute on function app.tell_difference() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger c_tell_difference after update of state on import_removal for each row when (old.state is distinct from new.state) execute function app.tell_difference();

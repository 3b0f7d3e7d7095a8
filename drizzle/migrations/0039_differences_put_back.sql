ALTER TABLE "source_difference" ADD COLUMN "replaced" jsonb;--> statement-breakpoint
-- Who took a file's word keeps what stood there before, and may put it back; what was taken out of the searches is then offered again.
grant update (replaced) on source_difference to app_user;
--> statement-breakpoint
drop trigger c_settle_removal on source_difference;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
create or replace function app.settle_removal() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.import_removal r set state = case when new.decision = 'taken' then 'ended' else 'kept' end
    where r.source = new.source and r.table_name = new.table_name and r.row_id = new.row_id
      and r.state = case when old.decision is null then 'proposed' else 'ended' end;
  return null;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger c_settle_removal after update of decision on source_difference for each row
  when (new.field = '' and new.decision is not null and (old.decision is null or old.decision = 'taken' and new.decision = 'kept'))
  execute function app.settle_removal();

-- The end of the record, for the job that sends it out of the house.
set local role app_definer;
--> statement-breakpoint
create function app.record_head() returns table (seq text, hash text, at text) language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query select h.seq::text, encode(h.hash, 'hex'), to_char(app.clock() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    from public.event_chain_head h where h.seq > 0;
end
$$;
--> statement-breakpoint
revoke all on function app.record_head() from public;
grant execute on function app.record_head() to app_job;
--> statement-breakpoint
set local role app_owner;

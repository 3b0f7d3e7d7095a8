-- A contact that went against the client's rule is refused, or logged as such; and requests of a hidden client are hidden with them.
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "against_rule" text;--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_against_rule" CHECK ("case_note"."against_rule" is null or "case_note"."reached_out" and "case_note"."against_rule" in ('no-contact', 'channel', 'unknown-way', 'not-told', 'never', 'hours', 'words', 'sender'));--> statement-breakpoint
DROP POLICY "case staff read the register, but not what became a case that is hidden from them" ON "case_request" CASCADE;--> statement-breakpoint
CREATE POLICY "case staff read the register, but not what became a case, or is of a client, that is hidden from them" ON "case_request" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_request"."case_id" is null or "case_request"."case_id" <> all((select app.hidden_cases())::uuid[])) and ("case_request"."client_id" is null or "case_request"."client_id" <> all((select app.hidden_clients())::uuid[]))));--> statement-breakpoint
ALTER POLICY "case staff decide on requests" ON "case_request" TO app_user USING (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_request"."case_id" is null or "case_request"."case_id" <> all((select app.shut_cases())::uuid[])) and ("case_request"."client_id" is null or "case_request"."client_id" <> all((select app.shut_clients())::uuid[])))) WITH CHECK (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_request"."case_id" is null or "case_request"."case_id" <> all((select app.shut_cases())::uuid[])) and ("case_request"."client_id" is null or "case_request"."client_id" <> all((select app.shut_clients())::uuid[]))));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- A log tells what happened: a contact against the client's rule is refused, unless whoever writes it says that it has happened; then it bears
-- the rule, which this function names and nobody else. A correction bears what its note bore, for the rules may have changed since.
create or replace function app.guard_reaching_note() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  way text := case new.kind when 'message' then 'text' when 'letter' then 'post' when 'telephone' then 'telephone' when 'visit' then 'visit' end;
  reason text;
begin
  if new.corrects_id is not null then
    select n.reached_out, n.against_rule into new.reached_out, new.against_rule from public.case_note n where n.id = new.corrects_id;
    return new;
  end if;
  if new.reached_out and way is not null then
    select app.unsafe_contact(k.client_id, way, null, coalesce(new.happened_at, app.clock()), '', true) into reason from public."case" k where k.id = new.case_id;
  end if;
  if reason is not null and new.against_rule is null then
    raise exception 'not safe: %', reason using errcode = '23514', constraint = 'contact_' || reason, table = 'case_note';
  end if;
  new.against_rule := reason;
  return new;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant insert (against_rule) on case_note to app_user;
drop trigger b_guard_reaching on case_note;
create trigger b_guard_reaching before insert on case_note for each row
  when (new.reached_out or new.against_rule is not null or new.corrects_id is not null) execute function app.guard_reaching_note();

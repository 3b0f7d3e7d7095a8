-- Who hears that the books are not whole, and what a bank asks a provider to correct of its account.
set local role app_owner;
--> statement-breakpoint
DROP POLICY "finance reads what came of each line" ON "bank_file_line" CASCADE;--> statement-breakpoint
DROP POLICY "finance reads whether the books were whole" ON "book_check" CASCADE;--> statement-breakpoint
CREATE POLICY "finance reads what came of each line, a provider what the bank asks to be corrected of its account" ON "bank_file_line" AS PERMISSIVE FOR SELECT TO "app_user" USING (("bank_file_line"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("bank_file_line"."outcome" = 'noted' and "bank_file_line"."code" ~ '^C[0-9]{2}$' and exists (select 1 from payment ours where ours.id = "bank_file_line"."payment_id" and ours.organization_id = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[])))));--> statement-breakpoint
CREATE POLICY "finance and administrators read whether the books were whole" ON "book_check" AS PERMISSIVE FOR SELECT TO "app_user" USING (cardinality((select app.agencies_where('finance_reviewer', 'finance_approver', 'administrator'))::uuid[]) > 0);--> statement-breakpoint
CREATE POLICY "a job reads what was found before" ON "book_check" AS PERMISSIVE FOR SELECT TO "app_job" USING (true);
--> statement-breakpoint
grant select on book_check to app_job;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Whom the hourly check of the books concerns: every agency that has a fund.
create function app.agencies_with_books() returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query select distinct f.agency_id from public.fund f order by 1;
end
$$;
--> statement-breakpoint
revoke all on function app.agencies_with_books() from public;
grant execute on function app.agencies_with_books() to app_job;

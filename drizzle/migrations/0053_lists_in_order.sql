-- Each list is read in the order of its index, ascending, from one end or the other: an index written desc puts nulls last, and served no reader.
set local role app_owner;
--> statement-breakpoint
DROP INDEX "case_agency";--> statement-breakpoint
DROP INDEX "event_agency";--> statement-breakpoint
DROP INDEX "event_organization";--> statement-breakpoint
DROP INDEX "notification_membership";--> statement-breakpoint
DROP INDEX "offer_organization";--> statement-breakpoint
DROP INDEX "referral_agency";--> statement-breakpoint
DROP INDEX "referral_agency_state";--> statement-breakpoint
CREATE INDEX "event_doer" ON "event" USING btree ("agency_id","actor_person_id","at","id");--> statement-breakpoint
CREATE INDEX "offer_unanswered" ON "offer" USING btree ("organization_id",(case "state" when 'info_requested' then '9999-12-31'::date when 'waitlisted' then coalesce("waitlist_until", '9999-12-30'::date) else coalesce("answer_by", ("created_at" at time zone 'UTC')::date + 14) end),(case "summary" ->> 'urgency' when 'urgent' then 1 when 'soon' then 2 else 3 end),"id") WHERE "offer"."state" in ('offered', 'viewed', 'info_requested', 'waitlisted');--> statement-breakpoint
CREATE INDEX "referral_under_way" ON "referral" USING btree ("agency_id",coalesce("sent_at", "created_at"),"id") WHERE "referral"."state" in ('accepted', 'in_progress', 'on_hold');--> statement-breakpoint
CREATE INDEX "referral_unclosed" ON "referral" USING btree ("agency_id",coalesce("sent_at", "created_at"),"id") WHERE "referral"."state" in ('completed', 'not_completed', 'declined', 'expired', 'cancelled') and "referral"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "case_agency" ON "case" USING btree ("agency_id","created_at","id");--> statement-breakpoint
CREATE INDEX "event_agency" ON "event" USING btree ("agency_id","at","id");--> statement-breakpoint
CREATE INDEX "event_organization" ON "event" USING btree ("organization_id","at","id");--> statement-breakpoint
CREATE INDEX "notification_membership" ON "notification" USING btree ("membership_id","created_at","id");--> statement-breakpoint
CREATE INDEX "offer_organization" ON "offer" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "referral_agency" ON "referral" USING btree ("agency_id",coalesce("sent_at", "created_at"),"id");--> statement-breakpoint
CREATE INDEX "referral_agency_state" ON "referral" USING btree ("agency_id","state",coalesce("sent_at", "created_at"),"id");
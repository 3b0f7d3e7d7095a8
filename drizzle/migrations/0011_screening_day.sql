-- When a visit or a call took place that screening notes; nothing is asked, failed or waived without a word.
ALTER TABLE "screening_item" DROP CONSTRAINT "screening_item_says_why";--> statement-breakpoint
ALTER TABLE "screening_note" ADD COLUMN "happened_on" date;--> statement-breakpoint
ALTER TABLE "screening_item" ADD CONSTRAINT "screening_item_says_why" CHECK ("screening_item"."state" not in ('asked', 'failed', 'waived') or coalesce("screening_item"."words", '') <> '');--> statement-breakpoint
grant insert (happened_on) on screening_note to app_user;

ALTER TABLE "changes" ADD COLUMN "scheduled_for" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "scheduled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "scheduled_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "changes_scheduled" ON "changes" USING btree ("next_at") WHERE state = 'scheduled';
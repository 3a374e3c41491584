ALTER TABLE "changes" ADD COLUMN "looked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "concluded" text;--> statement-breakpoint
CREATE INDEX "changes_human" ON "changes" USING btree ("ended_at") WHERE state = 'human' and concluded is null;
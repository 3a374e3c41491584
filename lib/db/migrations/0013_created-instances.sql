ALTER TABLE "changes" ALTER COLUMN "before" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "made" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "known" jsonb;
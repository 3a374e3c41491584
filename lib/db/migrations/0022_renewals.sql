ALTER TABLE "price_readings" ADD COLUMN "auto_renew" boolean;--> statement-breakpoint
ALTER TABLE "price_readings" ADD COLUMN "auto_renew_months" integer;--> statement-breakpoint
ALTER TABLE "price_readings" ADD COLUMN "auto_renew_at" timestamp with time zone;
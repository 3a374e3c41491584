CREATE TABLE "backup_coverage" (
	"ref" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"standing" text DEFAULT 'unknown' NOT NULL,
	"facts" jsonb,
	"last_good_at" timestamp with time zone,
	"promised_seconds" integer,
	"worst_seconds" integer,
	"failures" integer,
	"running" boolean DEFAULT false NOT NULL,
	"read_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error_kind" text,
	"error_code" text,
	"error_message" text,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"requested_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "backup_coverage" ADD CONSTRAINT "backup_coverage_ref_inventory_ref_fk" FOREIGN KEY ("ref") REFERENCES "public"."inventory"("ref") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_coverage" ADD CONSTRAINT "backup_coverage_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backup_coverage_account" ON "backup_coverage" USING btree ("account_id");
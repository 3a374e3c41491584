CREATE TABLE "collections" (
	"ref" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metric_collections" (
	"ref" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kept_from" timestamp with time zone NOT NULL,
	"kept_to" timestamp with time zone NOT NULL,
	"series" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"spark" jsonb,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"error_kind" text,
	"error_code" text,
	"error_message" text
);
--> statement-breakpoint
CREATE TABLE "metric_minutes" (
	"ref" text NOT NULL,
	"series" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"account_id" text NOT NULL,
	"values" double precision[] NOT NULL,
	CONSTRAINT "metric_minutes_ref_series_hour_pk" PRIMARY KEY("ref","series","hour")
);
--> statement-breakpoint
CREATE TABLE "metric_quarters" (
	"ref" text NOT NULL,
	"series" text NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"account_id" text NOT NULL,
	"low" double precision[] NOT NULL,
	"high" double precision[] NOT NULL,
	"sum" double precision[] NOT NULL,
	"shape" integer[] NOT NULL,
	CONSTRAINT "metric_quarters_ref_series_day_pk" PRIMARY KEY("ref","series","day")
);
--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_ref_inventory_ref_fk" FOREIGN KEY ("ref") REFERENCES "public"."inventory"("ref") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_collections" ADD CONSTRAINT "metric_collections_ref_collections_ref_fk" FOREIGN KEY ("ref") REFERENCES "public"."collections"("ref") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_collections" ADD CONSTRAINT "metric_collections_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_minutes" ADD CONSTRAINT "metric_minutes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_quarters" ADD CONSTRAINT "metric_quarters_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collections_account" ON "collections" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "metric_collections_due" ON "metric_collections" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "metric_collections_account" ON "metric_collections" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "metric_minutes_hour" ON "metric_minutes" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "metric_minutes_account" ON "metric_minutes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "metric_quarters_day" ON "metric_quarters" USING btree ("day");--> statement-breakpoint
CREATE INDEX "metric_quarters_account" ON "metric_quarters" USING btree ("account_id");
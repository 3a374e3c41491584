CREATE TABLE "sizing_ignores" (
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"reason" text NOT NULL,
	"until" date NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sizing_ignores_ref_kind_pk" PRIMARY KEY("ref","kind")
);
--> statement-breakpoint
CREATE TABLE "sizing_readings" (
	"ref" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"about" text NOT NULL,
	"version" integer NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL,
	"result" jsonb,
	"result_about" text,
	"curves" jsonb,
	"kind" text,
	"per_month" numeric(33, 12),
	"currency" text,
	"estimated" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sizing_ignores" ADD CONSTRAINT "sizing_ignores_ref_inventory_ref_fk" FOREIGN KEY ("ref") REFERENCES "public"."inventory"("ref") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sizing_ignores" ADD CONSTRAINT "sizing_ignores_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sizing_readings" ADD CONSTRAINT "sizing_readings_ref_inventory_ref_fk" FOREIGN KEY ("ref") REFERENCES "public"."inventory"("ref") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sizing_readings" ADD CONSTRAINT "sizing_readings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sizing_ignores_account" ON "sizing_ignores" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sizing_readings_account" ON "sizing_readings" USING btree ("account_id");
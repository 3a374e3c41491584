CREATE TABLE "cost_spans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cost_spans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ref" text NOT NULL,
	"account_id" text NOT NULL,
	"provider" text NOT NULL,
	"service" text NOT NULL,
	"region" text NOT NULL,
	"instance_id" text NOT NULL,
	"name" text NOT NULL,
	"engine" text NOT NULL,
	"architecture" text NOT NULL,
	"charge_type" text NOT NULL,
	"class" text,
	"memory_mb" bigint,
	"tags" text[] NOT NULL,
	"ends_at" timestamp with time zone,
	"expired" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"source" text NOT NULL,
	"fact_id" bigint,
	"card_version" integer,
	"amount" numeric(33, 12),
	"original" numeric(33, 12),
	"currency" text,
	"unit" text,
	"count" integer,
	"monthly" numeric(33, 12),
	"monthly_list" numeric(33, 12)
);
--> statement-breakpoint
CREATE TABLE "price_facts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "price_facts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ref" text NOT NULL,
	"account_id" text NOT NULL,
	"asked" text NOT NULL,
	"about" text NOT NULL,
	"operation" text NOT NULL,
	"order_type" text NOT NULL,
	"amount" numeric(33, 12) NOT NULL,
	"original" numeric(33, 12),
	"discount" numeric(33, 12),
	"currency" text,
	"unit" text NOT NULL,
	"count" integer NOT NULL,
	"coupons" jsonb NOT NULL,
	"promotions" jsonb NOT NULL,
	"request_id" text,
	"told_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "price_readings" (
	"ref" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"about" text NOT NULL,
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
ALTER TABLE "cost_spans" ADD CONSTRAINT "cost_spans_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_facts" ADD CONSTRAINT "price_facts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_readings" ADD CONSTRAINT "price_readings_ref_inventory_ref_fk" FOREIGN KEY ("ref") REFERENCES "public"."inventory"("ref") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_readings" ADD CONSTRAINT "price_readings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cost_spans_present" ON "cost_spans" USING btree ("ref") WHERE until is null;--> statement-breakpoint
CREATE INDEX "cost_spans_account" ON "cost_spans" USING btree ("account_id","since");--> statement-breakpoint
CREATE INDEX "cost_spans_ref" ON "cost_spans" USING btree ("ref","since");--> statement-breakpoint
CREATE UNIQUE INDEX "price_facts_present" ON "price_facts" USING btree ("ref","asked") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "price_facts_ref" ON "price_facts" USING btree ("ref","told_at");--> statement-breakpoint
CREATE INDEX "price_facts_told" ON "price_facts" USING btree ("told_at");--> statement-breakpoint
CREATE INDEX "price_facts_account" ON "price_facts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "price_readings_account" ON "price_readings" USING btree ("account_id");--> statement-breakpoint
-- Counts statements that change what the cost page sums up, as `inventory_changes` does for the list, which can be asked
-- for costs as well: it is counted there too. Each has a lock of its own.
CREATE SEQUENCE "cost_changes";--> statement-breakpoint
SELECT nextval('cost_changes');--> statement-breakpoint
CREATE FUNCTION "note_cost_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7316204153);
  PERFORM nextval('cost_changes');
  PERFORM pg_advisory_xact_lock_shared(7316204121);
  PERFORM nextval('inventory_changes');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "cost_spans_changes" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "cost_spans"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_cost_change"();--> statement-breakpoint
CREATE TRIGGER "accounts_cost_changes" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "accounts"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_cost_change"();--> statement-breakpoint
-- Rules and exchange rates are rows of `settings`, beside one that every audit entry writes.
CREATE TRIGGER "settings_cost_changes" AFTER INSERT OR UPDATE ON "settings"
  FOR EACH ROW WHEN (NEW."key" IN ('allocation-rules', 'exchange-rates')) EXECUTE FUNCTION "note_cost_change"();

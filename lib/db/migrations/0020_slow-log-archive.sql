CREATE TABLE "slow_archives" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "slow_archives_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"kept_from" timestamp with time zone NOT NULL,
	"kept_to" timestamp with time zone NOT NULL,
	"fill_from" timestamp with time zone NOT NULL,
	"holes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"error_kind" text,
	"error_code" text,
	"error_message" text
);
--> statement-breakpoint
CREATE TABLE "slow_hours" (
	"archive" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"pattern" integer NOT NULL,
	"client" text NOT NULL,
	"count" integer NOT NULL,
	"total_us" bigint NOT NULL,
	"max_us" bigint NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "slow_hours_archive_hour_pattern_client_pk" PRIMARY KEY("archive","hour","pattern","client")
);
--> statement-breakpoint
CREATE TABLE "slow_patterns" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "slow_patterns_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"pattern" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slow_records" (
	"archive" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"digest" bigint NOT NULL,
	"nth" smallint NOT NULL,
	"us" bigint NOT NULL,
	"pattern" integer NOT NULL,
	"keys" integer NOT NULL,
	"node" text,
	"client" text,
	"account" text,
	"database" integer,
	CONSTRAINT "slow_records_archive_at_digest_nth_pk" PRIMARY KEY("archive","at","digest","nth")
);
--> statement-breakpoint
CREATE TABLE "slow_remarks" (
	"ref" text NOT NULL,
	"pattern" integer NOT NULL,
	"account_id" text NOT NULL,
	"muted_until" timestamp with time zone,
	"owner" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "slow_remarks_ref_pattern_pk" PRIMARY KEY("ref","pattern")
);
--> statement-breakpoint
ALTER TABLE "slow_archives" ADD CONSTRAINT "slow_archives_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slow_hours" ADD CONSTRAINT "slow_hours_archive_slow_archives_id_fk" FOREIGN KEY ("archive") REFERENCES "public"."slow_archives"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slow_records" ADD CONSTRAINT "slow_records_archive_slow_archives_id_fk" FOREIGN KEY ("archive") REFERENCES "public"."slow_archives"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slow_remarks" ADD CONSTRAINT "slow_remarks_pattern_slow_patterns_id_fk" FOREIGN KEY ("pattern") REFERENCES "public"."slow_patterns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slow_remarks" ADD CONSTRAINT "slow_remarks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "slow_archives_log" ON "slow_archives" USING btree ("ref","kind");--> statement-breakpoint
CREATE INDEX "slow_archives_due" ON "slow_archives" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "slow_archives_account" ON "slow_archives" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "slow_hours_hour" ON "slow_hours" USING btree ("hour");--> statement-breakpoint
CREATE UNIQUE INDEX "slow_patterns_name" ON "slow_patterns" USING btree ("name");--> statement-breakpoint
CREATE INDEX "slow_remarks_account" ON "slow_remarks" USING btree ("account_id");
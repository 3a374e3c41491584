CREATE TABLE "change_batch_rows" (
	"batch_id" text NOT NULL,
	"position" integer NOT NULL,
	"ref" text NOT NULL,
	"instance_id" text NOT NULL,
	"instance_name" text NOT NULL,
	"left_out" boolean DEFAULT false NOT NULL,
	"change_id" text,
	"problem" jsonb,
	"run" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "change_batch_rows_batch_id_position_pk" PRIMARY KEY("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "change_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"state" text NOT NULL,
	"params" jsonb NOT NULL,
	"params_of" jsonb NOT NULL,
	"sealed" "bytea",
	"width" integer NOT NULL,
	"on_failure" text NOT NULL,
	"reason" text,
	"account_ids" text[] NOT NULL,
	"requested_by" text NOT NULL,
	"requested_label" text NOT NULL,
	"policy" text,
	"approved_by" text,
	"approved_label" text,
	"break_glass" text,
	"run" integer DEFAULT 0 NOT NULL,
	"stopped_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"steps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "batch_id" text;--> statement-breakpoint
ALTER TABLE "change_batch_rows" ADD CONSTRAINT "change_batch_rows_batch_id_change_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."change_batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_batch_rows_change" ON "change_batch_rows" USING btree ("change_id");--> statement-breakpoint
CREATE INDEX "change_batches_at_work" ON "change_batches" USING btree ("state") WHERE state in ('planning', 'planned', 'waiting', 'running');--> statement-breakpoint
CREATE INDEX "change_batches_created" ON "change_batches" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "changes_batch" ON "changes" USING btree ("batch_id") WHERE batch_id is not null;
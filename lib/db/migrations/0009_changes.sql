CREATE TABLE "change_steps" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_steps_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"change_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"step" text NOT NULL,
	"by" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"service" text NOT NULL,
	"account_id" text NOT NULL,
	"region" text NOT NULL,
	"instance_id" text NOT NULL,
	"instance_name" text NOT NULL,
	"action" text NOT NULL,
	"operation" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"params" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"locator" jsonb NOT NULL,
	"sealed" "bytea",
	"reason" text,
	"requested_by" text NOT NULL,
	"requested_label" text NOT NULL,
	"policy" text,
	"approved_by" text,
	"approved_label" text,
	"break_glass" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"sends" integer DEFAULT 0 NOT NULL,
	"seen_at_work" integer DEFAULT 0 NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL,
	"provider_request_id" text,
	"error" jsonb,
	"evidence" jsonb,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "change_steps" ADD CONSTRAINT "change_steps_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_steps_change" ON "change_steps" USING btree ("change_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_one_at_a_time" ON "changes" USING btree ("ref") WHERE state in ('ready', 'sending', 'settling', 'checking');--> statement-breakpoint
CREATE INDEX "changes_due" ON "changes" USING btree ("next_at") WHERE state in ('ready', 'sending', 'settling', 'checking');--> statement-breakpoint
CREATE INDEX "changes_expiring" ON "changes" USING btree ("expires_at") WHERE state in ('planned', 'waiting');--> statement-breakpoint
CREATE INDEX "changes_created" ON "changes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "changes_ref" ON "changes" USING btree ("ref","created_at");
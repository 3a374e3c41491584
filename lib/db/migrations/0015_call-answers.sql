CREATE TABLE "change_answers" (
	"change_id" text PRIMARY KEY NOT NULL,
	"status" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"data" jsonb,
	"kept_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "explorer_calls" ADD COLUMN "change_id" text;--> statement-breakpoint
ALTER TABLE "change_answers" ADD CONSTRAINT "change_answers_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_answers_kept" ON "change_answers" USING btree ("kept_until");
CREATE TABLE "explorer_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"service" text NOT NULL,
	"operation" text NOT NULL,
	"account_id" text NOT NULL,
	"region" text NOT NULL,
	"input" jsonb,
	"outcome" text NOT NULL,
	"code" text,
	"latency_ms" integer NOT NULL,
	"request_id" text
);
--> statement-breakpoint
ALTER TABLE "explorer_calls" ADD CONSTRAINT "explorer_calls_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "explorer_calls_user" ON "explorer_calls" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "explorer_calls_at" ON "explorer_calls" USING btree ("at");
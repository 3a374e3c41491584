CREATE TABLE "rate_cards" (
	"version" integer PRIMARY KEY NOT NULL,
	"valid_from" date NOT NULL,
	"note" text NOT NULL,
	"lines" jsonb NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"saved_by" text NOT NULL
);

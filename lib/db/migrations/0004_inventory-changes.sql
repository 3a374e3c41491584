-- Counts statements that change what the instance list shows, so that a process knows whether an answer it made is
-- still right. A writer holds the shared lock until it commits: who finds the lock taken must not keep its answer.
CREATE SEQUENCE "inventory_changes";--> statement-breakpoint
-- A sequence shows the same value before and after its first use.
SELECT nextval('inventory_changes');--> statement-breakpoint
CREATE FUNCTION "note_inventory_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7316204121);
  PERFORM nextval('inventory_changes');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "inventory_changes" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "inventory"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_inventory_change"();--> statement-breakpoint
CREATE TRIGGER "accounts_changes" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "accounts"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_inventory_change"();

-- The list scans every row of a fleet but shows few: payloads are kept out of the way of the scan, uncompressed, and
-- pages keep room for updates that touch no index (each reading renews the age of every row).
ALTER TABLE "inventory" ALTER COLUMN "facts" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "inventory" ALTER COLUMN "raw" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "inventory" ALTER COLUMN "detail" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "inventory" ALTER COLUMN "detail_raw" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "inventory" SET (toast_tuple_target = 640, fillfactor = 80);--> statement-breakpoint
-- Nothing looks names up by prefix: the list searches by part of them.
DROP INDEX IF EXISTS "inventory_name";

CREATE TABLE "knowledge_hint" (
	"source" text,
	"item" text,
	"heard_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "knowledge_hint_pkey" PRIMARY KEY("source","item")
);
--> statement-breakpoint
CREATE TABLE "knowledge_source" (
	"name" text PRIMARY KEY,
	"workspace" text,
	"watermark" timestamp with time zone,
	"cursor" jsonb,
	"synced_at" timestamp with time zone,
	"swept_at" timestamp with time zone,
	"counts" jsonb,
	"failing_since" timestamp with time zone,
	"problem" text,
	"run" text,
	"run_until" timestamp with time zone,
	"run_done" integer,
	"run_total" integer
);
--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "source" text DEFAULT 'folder' NOT NULL;
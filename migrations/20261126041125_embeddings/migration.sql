CREATE TABLE "embedding" (
	"space" integer,
	"chunk" integer,
	"shelf" integer NOT NULL,
	"hash" text NOT NULL,
	"numbers" real[],
	CONSTRAINT "embedding_pkey" PRIMARY KEY("space","chunk")
);
--> statement-breakpoint
CREATE TABLE "embedding_space" (
	"id" serial PRIMARY KEY,
	"model" text NOT NULL UNIQUE,
	"dimensions" integer,
	"state" text DEFAULT 'filling' NOT NULL,
	"lease_until" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"token" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "lexical_rank" integer;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "vector_rank" integer;--> statement-breakpoint
CREATE INDEX "embedding_by_hash" ON "embedding" ("space","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "embedding_space_serves" ON "embedding_space" ("state") WHERE state = 'serving';--> statement-breakpoint
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_space_embedding_space_id_fkey" FOREIGN KEY ("space") REFERENCES "embedding_space"("id") ON DELETE CASCADE;
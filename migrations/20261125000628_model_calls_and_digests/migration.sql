CREATE TABLE "digest" (
	"app_id" text,
	"date" text,
	"timezone" text NOT NULL,
	"totals" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "digest_pkey" PRIMARY KEY("app_id","date")
);
--> statement-breakpoint
CREATE TABLE "digest_item" (
	"app_id" text,
	"date" text,
	"conversation_id" text,
	"position" integer NOT NULL,
	"facts" jsonb NOT NULL,
	"contact_name" text,
	"problem" text,
	"tried" text,
	"next_step" text,
	"by" text NOT NULL,
	CONSTRAINT "digest_item_pkey" PRIMARY KEY("app_id","date","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "model_call" (
	"id" text PRIMARY KEY,
	"app_id" text NOT NULL,
	"conversation_id" text,
	"turn_id" text,
	"prompt" text NOT NULL,
	"prompt_hash" text NOT NULL,
	"role" text NOT NULL,
	"model" text NOT NULL,
	"outcome" text NOT NULL,
	"input" jsonb,
	"output" text,
	"usage" jsonb,
	"cost_usd" double precision,
	"http_requests" integer NOT NULL,
	"latency_ms" integer NOT NULL,
	"started_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "model_call_by_turn" ON "model_call" ("turn_id");--> statement-breakpoint
CREATE INDEX "model_call_by_conversation" ON "model_call" ("app_id","conversation_id");--> statement-breakpoint
CREATE INDEX "model_call_started" ON "model_call" ("app_id","started_at");
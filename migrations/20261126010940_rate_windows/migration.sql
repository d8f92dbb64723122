CREATE TABLE "rate_window" (
	"app_id" text PRIMARY KEY,
	"serial" integer DEFAULT 0 NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"heard" boolean DEFAULT false NOT NULL,
	"call_limit" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"others" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

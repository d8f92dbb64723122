CREATE TABLE "session" (
	"hash" text PRIMARY KEY,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);

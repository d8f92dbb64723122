CREATE TABLE "heard_topic" (
	"app_id" text,
	"topic" text,
	"first_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "heard_topic_pkey" PRIMARY KEY("app_id","topic")
);

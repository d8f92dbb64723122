CREATE TABLE "audit_event" (
	"app_id" text,
	"conversation_id" text,
	"seq" integer,
	"turn_id" text,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_event_pkey" PRIMARY KEY("app_id","conversation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"app_id" text,
	"id" text,
	"asked" integer DEFAULT 0 NOT NULL,
	"settled" integer DEFAULT 0 NOT NULL,
	"asked_from" timestamp with time zone,
	"due_at" timestamp with time zone,
	"token" integer DEFAULT 0 NOT NULL,
	"sending" text,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "conversation_pkey" PRIMARY KEY("app_id","id")
);
--> statement-breakpoint
CREATE TABLE "switch" (
	"app_id" text,
	"topic" text,
	"mode" text NOT NULL,
	"who" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "switch_pkey" PRIMARY KEY("app_id","topic")
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"app_id" text,
	"id" text,
	"topic" text NOT NULL,
	"conversation_id" text,
	"entry_ids" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"attempt" integer NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "notification_pkey" PRIMARY KEY("app_id","id")
);
--> statement-breakpoint
CREATE TABLE "part" (
	"app_id" text,
	"conversation_id" text,
	"id" text,
	"heard_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"author_kind" text,
	"kind" text,
	"at" timestamp with time zone,
	"salt" text,
	"text_hash" text,
	"text" text,
	"redacted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "part_pkey" PRIMARY KEY("app_id","conversation_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"app_id" text PRIMARY KEY,
	"name" text,
	"token_hash" text,
	"admin_id" text,
	"swept_at" timestamp with time zone,
	"seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article" (
	"path" text PRIMARY KEY,
	"version" text NOT NULL,
	"format" integer NOT NULL,
	"synced_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_version" (
	"id" text PRIMARY KEY,
	"path" text NOT NULL,
	"topic" text NOT NULL,
	"title" text NOT NULL,
	"url" text,
	"audience" text NOT NULL,
	"locale" text NOT NULL,
	"reviewed" text,
	"owner" text,
	"sample" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk" (
	"id" text PRIMARY KEY,
	"number" serial UNIQUE,
	"article_version" text NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "posting" (
	"shelf" integer,
	"term" text,
	"chunk" integer,
	"in_title" smallint NOT NULL,
	"in_body" smallint NOT NULL,
	"title_words" smallint NOT NULL,
	"body_words" smallint NOT NULL,
	CONSTRAINT "posting_pkey" PRIMARY KEY("term","shelf","chunk")
);
--> statement-breakpoint
CREATE TABLE "shelf" (
	"id" serial PRIMARY KEY,
	"locale" text NOT NULL,
	"audience" text NOT NULL,
	"sample" boolean NOT NULL,
	"chunks" integer DEFAULT 0 NOT NULL,
	"title_words" integer DEFAULT 0 NOT NULL,
	"body_words" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "shelf_key" UNIQUE("locale","audience","sample")
);
--> statement-breakpoint
CREATE TABLE "vocabulary" (
	"shelf" integer,
	"term" text,
	"initial" text NOT NULL,
	"letters" smallint NOT NULL,
	"chunks" integer NOT NULL,
	CONSTRAINT "vocabulary_pkey" PRIMARY KEY("shelf","term")
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"turn_id" text PRIMARY KEY,
	"body" jsonb,
	"verdict" jsonb NOT NULL,
	"confidence" double precision NOT NULL,
	"relevance" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "effect" (
	"key" text PRIMARY KEY,
	"app_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"as_of" text NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"position" integer NOT NULL,
	"state" text NOT NULL,
	"body" text,
	"part_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sending_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"turn_id" text,
	"rank" integer,
	"chunk_id" text NOT NULL,
	"score" double precision NOT NULL,
	"quotes" text[] NOT NULL,
	CONSTRAINT "evidence_pkey" PRIMARY KEY("turn_id","rank")
);
--> statement-breakpoint
CREATE TABLE "turn" (
	"id" text PRIMARY KEY,
	"app_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"token" integer NOT NULL,
	"asked" integer NOT NULL,
	"state" text NOT NULL,
	"as_of" text,
	"as_of_at" timestamp with time zone,
	"hand_back" text,
	"mode" text,
	"topic" text,
	"started_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"facts" jsonb,
	"outcome" jsonb,
	"understanding" jsonb,
	"read_entries" jsonb,
	"settings_hash" text
);
--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" ("at");--> statement-breakpoint
CREATE INDEX "conversation_open_work" ON "conversation" ("app_id","due_at") WHERE asked > settled or sending is not null;--> statement-breakpoint
CREATE INDEX "chunk_by_version" ON "chunk" ("article_version");--> statement-breakpoint
CREATE INDEX "posting_by_chunk" ON "posting" ("chunk");--> statement-breakpoint
CREATE INDEX "vocabulary_by_shape" ON "vocabulary" ("shelf","initial","letters");--> statement-breakpoint
CREATE INDEX "effect_by_conversation" ON "effect" ("app_id","conversation_id");--> statement-breakpoint
CREATE INDEX "effect_by_turn" ON "effect" ("turn_id");--> statement-breakpoint
CREATE INDEX "turn_by_conversation" ON "turn" ("app_id","conversation_id","started_at");--> statement-breakpoint
ALTER TABLE "chunk" ADD CONSTRAINT "chunk_article_version_article_version_id_fkey" FOREIGN KEY ("article_version") REFERENCES "article_version"("id");
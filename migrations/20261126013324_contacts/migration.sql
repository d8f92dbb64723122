CREATE TABLE "contact" (
	"app_id" text,
	"id" text,
	"merged_into" text,
	"forgotten_at" timestamp with time zone,
	CONSTRAINT "contact_pkey" PRIMARY KEY("app_id","id")
);
--> statement-breakpoint
CREATE TABLE "conversation_contact" (
	"app_id" text,
	"contact_id" text,
	"conversation_id" text,
	"erased_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "conversation_contact_pkey" PRIMARY KEY("app_id","contact_id","conversation_id")
);
--> statement-breakpoint
CREATE INDEX "contact_forgotten" ON "contact" ("app_id","id") WHERE forgotten_at is not null;--> statement-breakpoint
CREATE INDEX "contact_merged" ON "contact" ("app_id","merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "conversation_contact_by_conversation" ON "conversation_contact" ("app_id","conversation_id");
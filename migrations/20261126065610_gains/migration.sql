DROP INDEX "posting_by_chunk";--> statement-breakpoint
ALTER TABLE "posting" ADD COLUMN "gain" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shelf" ADD COLUMN "gain_title_words" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shelf" ADD COLUMN "gain_body_words" real DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "shelf" SET "gain_title_words" = "title_words"::float8 / greatest(1, "chunks"), "gain_body_words" = "body_words"::float8 / greatest(1, "chunks");--> statement-breakpoint
UPDATE "posting" SET "gain" = 3 * (1 - 2 / (2 + 3 * "in_title" / (0.5 + 0.5 * "posting"."title_words" / greatest(1, "gain_title_words"))
	+ "in_body" / (0.25 + 0.75 * "posting"."body_words" / greatest(1, "gain_body_words")))) FROM "shelf" WHERE "shelf"."id" = "posting"."shelf";--> statement-breakpoint
ALTER TABLE "posting" ALTER COLUMN "gain" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "posting" DROP COLUMN "title_words";--> statement-breakpoint
ALTER TABLE "posting" DROP COLUMN "body_words";--> statement-breakpoint
ALTER TABLE "posting" DROP CONSTRAINT "posting_pkey";--> statement-breakpoint
ALTER TABLE "posting" ADD PRIMARY KEY ("chunk","term");--> statement-breakpoint
CREATE INDEX "posting_by_gain" ON "posting" ("term","shelf","gain" DESC NULLS LAST,"chunk");
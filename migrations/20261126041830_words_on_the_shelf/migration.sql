CREATE TABLE "indexed_chunk" (
	"chunk" integer PRIMARY KEY,
	"shelf" integer NOT NULL,
	"article" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"title_words" smallint NOT NULL,
	"body_words" smallint NOT NULL
);
--> statement-breakpoint
DROP INDEX "vocabulary_by_shape";--> statement-breakpoint
ALTER TABLE "vocabulary" DROP COLUMN "initial";--> statement-breakpoint
CREATE INDEX "vocabulary_by_start" ON "vocabulary" ("shelf","term" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "vocabulary_by_end" ON "vocabulary" ("shelf",reverse("term") text_pattern_ops);--> statement-breakpoint
INSERT INTO "indexed_chunk" SELECT DISTINCT ON ("posting"."chunk") "posting"."chunk", "posting"."shelf", "version"."path", lower("version"."title"), lower("chunk"."text"), "posting"."title_words", "posting"."body_words"
	FROM "posting" JOIN "chunk" ON "chunk"."number" = "posting"."chunk" JOIN "article_version" AS "version" ON "version"."id" = "chunk"."article_version"
	ORDER BY "posting"."chunk";--> statement-breakpoint
DELETE FROM "posting" WHERE position(' ' IN "term") > 0;

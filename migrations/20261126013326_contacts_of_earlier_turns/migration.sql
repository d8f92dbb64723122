-- Who takes part in a conversation stood in the facts of its turns alone: an erasure asks the new table.
INSERT INTO "conversation_contact" ("app_id", "contact_id", "conversation_id")
SELECT DISTINCT app_id, jsonb_array_elements_text(facts->'contacts'), conversation_id FROM turn
WHERE jsonb_typeof(facts->'contacts') = 'array'
ON CONFLICT DO NOTHING;
--> statement-breakpoint
INSERT INTO "contact" ("app_id", "id")
SELECT DISTINCT app_id, contact_id FROM conversation_contact
ON CONFLICT DO NOTHING;

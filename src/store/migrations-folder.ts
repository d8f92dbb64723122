import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The names of the migrations that this version brings along, oldest first. */
export const ownMigrations = (): readonly string[] => readdirSync(migrationsFolder).toSorted()

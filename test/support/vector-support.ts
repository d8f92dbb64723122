import { onServer, testServer } from './test-server.ts'

/** The embedded database has pgvector; a server may have it, and then a version that is new enough. */
export const canSearchVectors = async (): Promise<boolean> => {
  if (!testServer()) return true
  const [found] = await onServer(
    `select default_version >= '0.8' as fit from pg_available_extensions where name = 'vector'`,
  )
  return found?.['fit'] === true
}

/** Stands in the name of what is skipped without it. */
export const NEEDS_VECTORS = 'with pgvector (skipped where the test server has none)'

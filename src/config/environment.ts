import { z } from 'zod'
import { AdminId, TeamId } from '../domain/ids.ts'

/** A variable that was exported empty means the same as one that was not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const url = z.url({
  protocol: /^https?$/,
  error: 'expected an http(s) address, for example https://api.intercom.io',
})
const port = z.coerce
  .number({ error: 'expected a port number, for example 3000' })
  .int('expected a whole number, for example 3000')
  .min(0, 'expected 0 to 65535, for example 3000')
  .max(65_535, 'expected 0 to 65535, for example 3000')

/** The environment: secrets and addresses. Behaviour lives in firstline.yaml. */
export const Environment = z.object({
  DATABASE_URL: optional(
    z.string().regex(/^(pglite:.+|postgres(ql)?:\/\/.+)$/, {
      error: 'expected pglite:<folder> or postgres://..., for example pglite:.data/pglite',
    }),
  ),
  HOST: optional(
    z.string().regex(/^[\w.:-]+$/, { error: 'expected a host name or address, for example 127.0.0.1' }),
  ),
  PORT: optional(port),
  PUBLIC_URL: optional(url),
  SANDBOX_PORT: optional(port),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected fatal, error, warn, info, debug, trace or silent, for example info',
    }),
  ),
  FIRSTLINE_SETTINGS: optional(z.string()),
  FIRSTLINE_KNOWLEDGE: optional(z.string()),
  INTERCOM_ACCESS_TOKEN: optional(z.string().min(8, 'expected an access token from the Developer Hub')),
  INTERCOM_CLIENT_SECRET: optional(
    z.string().min(8, 'expected the client secret from the Developer Hub, Basic Information'),
  ),
  INTERCOM_REGION: optional(z.enum(['us', 'eu', 'au'], { error: 'expected us, eu or au, for example us' })),
  INTERCOM_BASE_URL: optional(url),
  INTERCOM_API_VERSION: optional(
    z.string().regex(/^\d+\.\d+$|^Preview$/, { error: 'expected an API version, for example 2.16' }),
  ),
  INTERCOM_BOT_ADMIN_ID: optional(AdminId),
  INTERCOM_HANDOFF_TEAM_ID: optional(TeamId),
})
export type Environment = z.infer<typeof Environment>

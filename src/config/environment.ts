import { z } from 'zod'
import { AdminId, TeamId } from '../domain/ids.ts'

/** A variable that was exported empty means the same as one that was not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const url = (example: string) =>
  z.url({ protocol: /^https?$/, error: `expected an http(s) address, for example ${example}` })

const portError = 'expected a port number from 0 to 65535, for example 3000'
/** Digits only: `Number` would read a blank as 0, a free port, and 1e3 as 1000. */
const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: portError })
  .transform(Number)
  .pipe(z.number().max(65_535, portError))

/** A secret: the example shows where it comes from and how it looks, the value is never shown. */
const secret = (what: string, example: string) =>
  z.string().regex(/^[\x21-\x7e]{8,}$/, { error: `expected ${what} without blanks, for example ${example}` })

/** A secret that somebody makes up. `openssl rand` is on every machine that has a shell. */
const password = z.string().regex(/^[^\p{Cc}]{12,200}$/u, {
  error: 'expected 12 to 200 characters ("openssl rand -base64 24" makes some), for example c29tZSByYW5k...',
})
const token = z.string().regex(/^[\x21-\x7e]{12,200}$/, {
  error:
    'expected 12 to 200 characters without blanks ("openssl rand -hex 24" makes some), for example 9f86d081884c...',
})

const modelName = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, { error: 'expected the name of a model, for example gpt-5-mini' })

/** Read as the driver reads it: what it cannot read would end in an error that quotes it, password and all. */
function isReadableAddress(value: string): boolean {
  const address = URL.parse(value, 'postgres://localhost')
  if (!address) return false
  try {
    return [address.username, address.password, address.pathname].map(decodeURIComponent).length > 0
  } catch {
    return false
  }
}

/** The environment: secrets and addresses. Behaviour lives in firstline.yaml. */
export const Environment = z.object({
  DATABASE_URL: optional(
    z
      .string()
      .regex(/^(pglite:.+|postgres(ql)?:\/\/.+)$/, {
        abort: true,
        error: 'expected pglite:<folder> or postgres://..., for example pglite:.data/pglite',
      })
      .refine(isReadableAddress, {
        error:
          'expected postgres://<user>:<password>@<host>:<port>/<database>, signs such as / # % @ in the password ' +
          'percent-encoded, for example postgres://firstline:p%2Fw@127.0.0.1:5432/firstline',
      }),
  ),
  HOST: optional(
    z.string().regex(/^[\w.:-]+$/, { error: 'expected a host name or address, for example 127.0.0.1' }),
  ),
  PORT: optional(port),
  PUBLIC_URL: optional(url('https://firstline.example.com')),
  SANDBOX_PORT: optional(port),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected fatal, error, warn, info, debug, trace or silent, for example info',
    }),
  ),
  FIRSTLINE_SETTINGS: optional(z.string()),
  FIRSTLINE_KNOWLEDGE: optional(z.string()),
  INTERCOM_ACCESS_TOKEN: optional(
    secret('an access token from the Developer Hub, Authentication', 'dG9rOmFiY2RlZmdo...'),
  ),
  INTERCOM_CLIENT_SECRET: optional(
    secret('the client secret from the Developer Hub, Basic Information', '0f1e2d3c-...'),
  ),
  INTERCOM_REGION: optional(z.enum(['us', 'eu', 'au'], { error: 'expected us, eu or au, for example us' })),
  INTERCOM_BASE_URL: optional(url('https://api.intercom.io')),
  INTERCOM_API_VERSION: optional(
    z.string().regex(/^\d+\.\d+$|^Preview$/, { error: 'expected an API version, for example 2.16' }),
  ),
  INTERCOM_BOT_ADMIN_ID: optional(AdminId),
  INTERCOM_HANDOFF_TEAM_ID: optional(TeamId),
  OPENAI_API_KEY: optional(secret('an API key', 'sk-...')),
  OPENAI_BASE_URL: optional(url('http://127.0.0.1:11434/v1')),
  OPENAI_MODEL: optional(modelName),
  OPENAI_FAST_MODEL: optional(modelName),
  /** `none`: search by words alone. */
  OPENAI_EMBEDDING_MODEL: optional(modelName),
  CONSOLE_PASSWORD: optional(password),
  METRICS_TOKEN: optional(token),
})
export type Environment = z.infer<typeof Environment>

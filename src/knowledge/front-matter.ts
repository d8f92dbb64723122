import { z } from 'zod'

/** YAML can write a NUL (`\0`), which no text of the database can hold. */
const filled = (what: string) =>
  z
    .string(what)
    .trim()
    .regex(/^[^\0]+$/, what)
const address = 'must be an address such as https://help.example.com/x'
const date = 'must be a date such as 2026-03-31'
const DAY_MS = 86_400_000

/** Today, wherever on earth somebody writes it. A day to come would keep an article from ever growing stale. */
const hasCome = (day: string): boolean => day <= new Date(Date.now() + DAY_MS).toISOString().slice(0, 10)

/** What may stand between the `---` lines of an article. Each message completes "line 3: reviewed ...". */
export const FrontMatter = z.strictObject({
  title: filled('must be the title of the article'),
  url: z
    .url({
      protocol: /^https?$/,
      hostname: /./,
      error: address,
    })
    .regex(/^[^\0]+$/, address)
    .optional(),
  audience: z.enum(['public', 'internal'], 'must be "public" or "internal"').default('public'),
  locale: z
    .string('must be a language such as en or pt-BR')
    .regex(/^[a-z]{2}([-_][a-z0-9]{2,8})*$/i, 'must be a language such as en or pt-BR')
    .transform((tag) => tag.slice(0, 2).toLowerCase())
    .default('en'),
  reviewed: z.iso
    .date(date)
    .refine(hasCome, 'must be a day that has come: somebody has looked at it')
    .optional(),
  owner: filled('must be the name of a person or team').optional(),
  sample: z.boolean('must be true or false').default(false),
})
export type FrontMatter = z.infer<typeof FrontMatter>

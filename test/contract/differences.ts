/** A place where the platform, as it was observed, differs from its own description. */
export type Difference = {
  /** The ends of the places in the value, with `*` for a position in a list; `* 429` is that status of any call. */
  readonly at: readonly string[]
  /** What the contract would complain of. */
  readonly complaint: string
  /** Where it is known from: OAS is the description itself, the rest are sections of reference/intercom.md. */
  readonly source: string
}

const UNDESCRIBED = 'is not described'
const STATUS = 'a status that is not described'

/** Kept short: one that is not needed any more fails a test. */
export const DIFFERENCES: readonly Difference[] = [
  { at: ['ticket'], complaint: UNDESCRIBED, source: 'OAS, every example of a conversation; 4' },
  { at: ['topics'], complaint: UNDESCRIBED, source: 'OAS, every example of a conversation' },
  {
    at: ['tags.url', 'notes.url', 'companies.url'],
    complaint: 'must match format "uri"',
    source: 'OAS, the examples of these very fields are paths',
  },
  {
    at: [
      'GET /articles: address: page',
      'GET /articles: address: per_page',
      'GET /articles: address: starting_after',
      'GET /internal_articles: address: page',
    ],
    complaint: 'is no parameter of this call',
    source:
      "OAS, the answers have pages or a cursor; the official client's articles.list takes both (UNCONFIRMED)",
  },
  { at: ['* 400'], complaint: STATUS, source: '2.5, "Published code vocabulary"' },
  { at: ['* 401'], complaint: STATUS, source: '2.5: of any call, such as GET /me' },
  { at: ['* 429'], complaint: STATUS, source: '7' },
]

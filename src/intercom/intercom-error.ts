/** A call that got no usable answer: `status` is 0 when there was none at all. Never carries a body or a token. */
export class IntercomError extends Error {
  override readonly name = 'IntercomError'
  readonly status: number
  readonly code: string
  /** What an operator can do about it, in sentences; empty where nothing helps but to try again. */
  readonly advice: string
  constructor(call: string, status: number, code: string, cause?: unknown) {
    const answered = status === 0 ? 'no answer' : `HTTP ${status}`
    const advice = adviceFor(status, code)
    super(`${call}: ${answered} (${code})${advice && `. ${advice}`}`, { cause })
    this.status = status
    this.code = code
    this.advice = advice
  }
}

/** The code of an answer that is no JSON: the page of a proxy, or half an answer. */
export const NOT_JSON = 'not_json'

/** Somebody else answered in Intercom's place, with a page of theirs; 5xx pages are Intercom's own gateways'. */
export const isForeign = ({ status, code }: Pick<IntercomError, 'status' | 'code'>): boolean =>
  status > 0 && status < 500 && (code === NOT_JSON || code.startsWith('unexpected_answer'))

const PLAN_OVER = "The workspace's plan does not allow this, or its trial is over: look at its subscription."

/** Codes as in Intercom's docs, "Error objects". */
const BY_CODE: Readonly<Record<string, string>> = {
  api_plan_restricted: PLAN_OVER,
  admin_not_found:
    "The bot's teammate is not in the workspace (any more): set INTERCOM_BOT_ADMIN_ID to one who is.",
  team_not_found:
    'The team is not in the workspace (any more): check INTERCOM_HANDOFF_TEAM_ID, and the teams in firstline.yaml.',
}

function adviceFor(status: number, code: string): string {
  if (isForeign({ status, code })) {
    return "That is no answer of Intercom's API: check INTERCOM_BASE_URL, and the proxies on the way to it."
  }
  if (status === 401) {
    return 'Intercom does not accept the token: copy it anew from the Developer Hub into INTERCOM_ACCESS_TOKEN (a change of permissions makes a new one), and check INTERCOM_REGION.'
  }
  const advice = BY_CODE[code]
  if (advice) return advice
  if (status === 402) return PLAN_OVER
  if (status !== 403) return ''
  return "Check the app's permissions in the Developer Hub, and that the bot's teammate (INTERCOM_BOT_ADMIN_ID) is still there and has an inbox seat."
}

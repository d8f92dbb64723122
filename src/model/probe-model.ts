import type { ModelConfig } from '../config/parse-config.ts'

const OPENAI = 'https://api.openai.com/v1'
const WITHIN_MS = 2_500

/**
 * Asks the model's server for its list of models, which costs nothing. Answers the problem in words, or `undefined` when
 * the server can be used. Never throws, and never names the key.
 */
export async function probeModel({ apiKey, baseUrl = OPENAI }: ModelConfig): Promise<string | undefined> {
  try {
    const headers = { authorization: `Bearer ${apiKey}` }
    const response = await fetch(`${baseUrl}/models`, { headers, signal: AbortSignal.timeout(WITHIN_MS) })
    await response.body?.cancel()
    if (response.status === 401 || response.status === 403) return 'the model refuses OPENAI_API_KEY'
    return response.status >= 500 ? `the model answers HTTP ${response.status}` : undefined
  } catch {
    return 'the model cannot be reached; check OPENAI_BASE_URL'
  }
}

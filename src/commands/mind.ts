import { Option } from 'commander'
import type { ModelConfig } from '../config/parse-config.ts'

export const MINDS = ['extractive', 'model'] as const
export type MindChoice = (typeof MINDS)[number]

/** `--mind extractive|model` */
export const mindOption = () =>
  new Option('--mind <which>', 'which mind answers; "model" without a key is a scripted one').choices(MINDS)

/** A mind that is ready to be asked. */
export type OpenMind = {
  /** Absent: extractive. */
  readonly model?: ModelConfig
  /** For people: "extractive", "gpt-5", "model (scripted)". */
  readonly label: string
  readonly close: () => Promise<void>
}

const NOTHING_TO_CLOSE = async () => {}

/**
 * The mind of a choice. Without one, the configured model if there is any. A scripted model stands in where a model was
 * chosen and none is configured, so that a visitor needs no key.
 */
export async function openMind(
  choice: MindChoice | undefined,
  configured: ModelConfig | undefined,
): Promise<OpenMind> {
  if (choice === 'extractive' || (!choice && !configured)) {
    return { label: 'extractive', close: NOTHING_TO_CLOSE }
  }
  if (configured) return { model: configured, label: configured.strong, close: NOTHING_TO_CLOSE }
  const { startModelServer } = await import('../sandbox/model/start-model-server.ts')
  const server = await startModelServer()
  const model = { apiKey: server.apiKey, baseUrl: server.url, strong: 'scripted', fast: 'scripted' }
  return { model, label: 'model (scripted)', close: server.close }
}

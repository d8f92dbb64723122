import { startModelServer } from '../../src/sandbox/model/start-model-server.ts'
import { playRole } from './role.ts'
import { ModelAsk } from './roles.ts'

playRole(ModelAsk, async ({ delayMs }) => {
  const { url, apiKey, misbehave } = await startModelServer()
  misbehave({ does: 'slow', delay_ms: delayMs, match: { times: 1_000_000 } })
  return { url, apiKey }
})

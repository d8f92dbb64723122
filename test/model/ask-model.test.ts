import { expect, test } from 'vitest'
import { aDatabase } from '../support/a-database.ts'
import { aModelServer, answer } from './a-model-server.ts'
import { anAskModel, RIGHT } from './an-ask-model.ts'

const { db } = aDatabase()
const server = aModelServer()
const door = (deps: Parameters<typeof anAskModel>[2] = {}) => anAskModel(db(), server.baseUrl(), deps)

test('fills in a form: one tool that must be called, strict, and the two messages of the prompt', async () => {
  server.play(answer(RIGHT))
  const asked = await door().ask()
  expect(asked.answer).toEqual({ kind: 'answer', value: RIGHT })
})

import type { SetupFacts } from './setup-facts.ts'
import { done, open, type SetupStep } from './setup-step.ts'

/** What Firstline does: has it done it? */
export const firstSteps = (facts: SetupFacts): readonly SetupStep[] => [
  turnStep(facts),
  draftStep(facts),
  replyStep(facts),
]

function turnStep({ firsts, boldestMode, isSandbox, apiUrl }: SetupFacts): SetupStep {
  const name = 'First turn'
  if (firsts.turn) return { ...done(name, 'A message was read and judged.'), first: firsts.turn }
  if (boldestMode === 'off') {
    return open(name, 'todo', 'The mode is `off`: nothing is read, nothing is thought about.', [
      'Set `mode: shadow` in `firstline.yaml` and restart, or lift the switch: `npx firstline switch auto`.',
    ])
  }
  const where = isSandbox ? `on the sandbox's page, ${apiUrl}` : 'from your own Messenger'
  return open(name, 'waiting', 'No message has been judged yet.', [`Write as a contact, ${where}.`])
}

function draftStep({ firsts, boldestMode }: SetupFacts): SetupStep {
  const name = 'First note, or decision in shadow'
  if (firsts.note) return { ...done(name, 'A note stands in the inbox.'), first: firsts.note }
  if (firsts.shadow) {
    return { ...done(name, 'Decided in shadow; nothing was written.'), first: firsts.shadow }
  }
  if (firsts.reply) return done(name, 'Not needed any more: the bot answers by itself.')
  if (boldestMode === 'off') return open(name, 'later', 'The mode is `off`.', [])
  return open(name, 'waiting', 'None yet.', [
    'Ask something that your articles answer. The console shows why the bot did what it did.',
  ])
}

function replyStep({ firsts, boldestMode }: SetupFacts): SetupStep {
  const name = 'First reply to a contact'
  if (firsts.reply) return { ...done(name, 'A contact got an answer.'), first: firsts.reply }
  if (boldestMode === 'auto') {
    return open(name, 'waiting', 'The bot may answer by itself, and has not yet.', [
      'Ask something that your articles answer.',
    ])
  }
  return open(name, 'later', `The mode is \`${boldestMode}\`: contacts hear nothing from the bot.`, [
    'Stay here for some days. The first week is described in `docs/connecting.md`.',
  ])
}

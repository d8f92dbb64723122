import type { Entry } from '../../domain/conversation.ts'
import type { EarlierTurn } from '../../domain/understanding.ts'
import { stripQuotedMail } from './strip-quoted-mail.ts'

const MOST_TURNS = 4
/** Enough to know what was talked about. */
const LONGEST_TURN = 2_000

/** What was said before, newest first, one turn per uninterrupted run of one side. Notes are never among them. */
export function earlierTurns(before: readonly Entry[]): readonly EarlierTurn[] {
  const said = before.filter((entry) => entry.kind !== 'note' && entry.text.trim() !== '')
  const turns: EarlierTurn[] = []
  for (const entry of said.toReversed()) {
    const by = entry.author.kind === 'contact' ? 'contact' : 'team'
    const open = turns.at(-1)
    if (open?.by === by) turns[turns.length - 1] = { by, text: `${ownText(entry)}\n${open.text}` }
    else if (turns.length === MOST_TURNS) break
    else turns.push({ by, text: ownText(entry) })
  }
  return turns.map(({ by, text }) => ({ by, text: text.slice(-LONGEST_TURN).trim() }))
}

const ownText = (entry: Entry): string => stripQuotedMail(entry.text.slice(0, 20_000))

import { describe, expect, test } from 'vitest'
import { ChunkId, partEntry } from '../../src/domain/ids.ts'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import { createEndTurn } from '../../src/pipeline/end-turn.ts'
import { appendAudit } from '../../src/store/audit.ts'
import { forgetConversation } from '../../src/store/conversations.ts'
import { eraseEntries } from '../../src/store/parts.ts'
import { aConversation, aDraft, aPassage, REF, teammate } from '../support/builders.ts'
import { aConsole } from './a-console.ts'
import { aMind, aTurn } from './a-turn.ts'
import { deliver, send } from './deliver.ts'

const console = aConsole()
const WHY = '/console/conversations/100'
const ownReply = partEntry('100-reply')
const readPage = async () => (await console().get(WHY)).page.replaceAll(/\s+/g, ' ')

describe('the story of a turn', () => {
  test('tells what was read, and which of it waits for an answer', async () => {
    const { db } = console()
    const parts = [
      { author: teammate(), text: 'Hello, Maya here.' },
      { text: 'Where is the export?' },
      { kind: 'note', author: teammate(), text: 'regular customer' } as const,
    ]
    await aTurn(db, { conversation: aConversation(parts) })
    const page = await readPage()
    expect(page).toContain('Read 4 entries, 1 unanswered')
    expect(page).toMatch(
      /<li class="entry waiting by-contact">(?:(?!<\/li>).)*unanswered(?:(?!<\/li>).)*Where is the export\?/,
    )
    expect(page).toMatch(/<b>Teammate<\/b> <span>note, for the team only<\/span>/)
    expect(page.match(/class="entry waiting/g)).toHaveLength(1)
  })

  test('tells which entries Firstline itself wrote', async () => {
    const { db } = console()
    await deliver(db, await aTurn(db))
    const reply = { id: ownReply, author: teammate(), text: 'Open Settings.' }
    await aTurn(db, { conversation: aConversation([reply, { text: 'Thanks' }]) })
    expect(await readPage()).toContain('<b>Firstline</b>')
  })

  test('tells what was understood', async () => {
    const { db } = console()
    const understanding = {
      language: 'de',
      wantsPerson: true,
      risks: ['legal_threat'],
      unreadable: true,
    } as const
    await aTurn(db, { understanding, passages: [], mind: { kind: 'not_asked' } })
    const page = await readPage()
    for (const words of [
      'German (de)',
      'wants a person',
      'risk: legal steps',
      'holds something unreadable',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).toContain('Nothing was looked up: a rule had decided already.')
    expect(page).toContain('Words that point to legal steps always go to a person.')
  })

  test('highlights in a passage what the draft quotes, and links to the article', async () => {
    await aTurn(console().db)
    const page = await readPage()
    expect(page).toContain(
      '<mark>Open Settings &#62; Data and choose Export.</mark> The link works for 7 days.',
    )
    expect(page).toContain('data/export.md')
    expect(page).toMatch(/<a href="https:\/\/help\.lumenledger\.example\/export"[^>]*>open the article</)
    expect(page).toContain('Word for word from passage 1, Export your data')
  })

  test('marks an internal article and does not link to it', async () => {
    await aTurn(console().db, { audience: 'internal' })
    const page = await readPage()
    expect(page).toContain('internal: for the team only, never shown to a contact')
    expect(page).not.toContain('open the article')
  })

  test('links to addresses of the web only', async () => {
    await aTurn(console().db, { passages: [aPassage({ url: 'javascript:alert(1)' })] })
    expect(await readPage()).not.toMatch(/href="javascript/)
  })

  test('holds the confidence against the threshold in force', async () => {
    const { db } = console()
    await deliver(
      db,
      await aTurn(db, {
        mind: aMind({ relevance: 0.52 }),
        policy: { minConfidence: { extractive: 0.8, model: 0.8 } },
      }),
    )
    const page = await readPage()
    expect(page).toContain('aria-label="Confidence 52 %, at least 80 % needed"')
    expect(page).toContain('aria-label="Groundedness 97 %"')
    expect(page).toContain('Handed off to the team')
    expect(page).toContain('An answer was found, but it is not certain enough to send.')
    expect(page).toContain('below-threshold')
  })

  test('names the article that was reviewed too long ago', async () => {
    const stale = aPassage({ article: 'export/export.md', reviewed: '2020-01-01' })
    await aTurn(console().db, { passages: [stale] })
    expect(await readPage()).toMatch(/To review<.{0,40}<code>export\/export\.md</s)
  })

  test('names what is wrong with a sentence that is not grounded', async () => {
    const problems = [{ claim: 0, code: 'value_not_in_evidence' }] as const
    const mind = aMind({ verdict: { kind: 'ungrounded', problems } })
    await aTurn(console().db, { mind, policy: { mode: 'suggest' } })
    const page = await readPage()
    expect(page).toContain('It names a number, date or value that the source does not.')
    expect(page).toContain('It may only write notes for the team here.')
    expect(page).toContain('suggest: notes for the team only')
  })

  test('tells what became of an effect whose outcome was unknown', async () => {
    const { db } = console()
    const error = new IntercomError('POST', 504, 'gateway_timeout')
    await send(db, await aTurn(db), { kind: 'unknown', error })
    const page = await readPage()
    expect(page).toContain('Sending: something is on its way, and its outcome is not known yet.')
    expect(page).toMatch(/planned.*sending began.*outcome unknown \(HTTP 504\)/)
    expect(page).toContain('1 attempt')
  })

  test('tells what Intercom refused', async () => {
    const { db } = console()
    const error = new IntercomError('POST', 422, 'parameter_invalid')
    await send(db, await aTurn(db), { kind: 'refused', error })
    expect(await readPage()).toContain('Intercom refused it (HTTP 422).')
  })

  test('tells what stopped it at the fence', async () => {
    const { db } = console()
    const { turn } = await aTurn(db)
    await createEndTurn(db).stopped(turn, 'taken_over')
    const page = await readPage()
    expect(page).toContain('Wanted to answer the contact; the fence stopped it')
    expect(page).toContain('A teammate has this conversation.')
  })

  test('tells what superseded it, newest turn first', async () => {
    const { db } = console()
    const first = await aTurn(db)
    await createEndTurn(db).superseded(first.turn, 'newer_message')
    await deliver(db, await aTurn(db, { conversation: aConversation([{ text: 'And as PDF?' }]) }))
    const page = await readPage()
    const headlines = [...page.matchAll(/<summary><h2>([^<]+)/g)].map(([, words]) => words)
    expect(headlines).toEqual([
      'Answered the contact',
      'Wanted to answer the contact; started over',
      'Audit trail',
    ])
    expect(page).toContain('The contact wrote again.')
    expect(page.match(/<details class="panel turn[^>]* open /g)).toHaveLength(1)
  })

  test('says that shadow mode sends nothing', async () => {
    const { db } = console()
    const { turn } = await aTurn(db, { policy: { mode: 'shadow' } })
    await createEndTurn(db).done(turn, 'no_effect')
    expect(await readPage()).toContain('Would answer the contact; in shadow mode nothing is sent')
  })
})

describe('a turn outside the pilot', () => {
  const pilot = { appId: REF.appId, contacts: [], share: 1e-9 }

  test('says what it would have done, why it did not, and for whom', async () => {
    const { db, get } = console()
    const { turn } = await aTurn(db, { policy: { pilot } })
    await createEndTurn(db).done(turn, 'not_in_pilot')
    const page = await readPage()
    expect(page).toContain('Would answer the contact; outside the pilot nothing is sent')
    expect(page).toContain('A contact of this conversation is not in the pilot, so nothing is written.')
    expect(page).toContain('<dt>Contact id</dt><dd><code>c1</code></dd>')
    expect((await get('/console')).page).toContain('outside the pilot nothing is sent')
  })

  test('that somebody joined meanwhile was stopped by the fence', async () => {
    const { db } = console()
    const { turn } = await aTurn(db)
    await createEndTurn(db).stopped(turn, 'not_in_pilot')
    expect(await readPage()).toContain('read again right before sending: A contact of this conversation is')
  })
})

describe('what was erased', () => {
  test('stays out of sight when a message was redacted', async () => {
    const { db } = console()
    await aTurn(db, {
      conversation: aConversation([{ text: 'my card is 4111 1111' }]),
      understanding: { question: 'A card?' },
    })
    await db.transaction(async (tx) => void (await eraseEntries(tx, REF, [partEntry('p1')])))
    const page = await readPage()
    expect(page).toContain('Erased: redacted in the inbox, or its contact was forgotten.')
    expect(page).not.toContain('4111 1111')
  })

  test('is named as erased when the conversation was deleted', async () => {
    const { db } = console()
    await deliver(db, await aTurn(db))
    await db.transaction((tx) => forgetConversation(tx, REF))
    const { status, page } = await console().get(WHY)
    expect(status).toBe(200)
    expect(page).toContain('Deleted: nothing will happen here any more.')
    expect(page).toContain('Erased.')
    expect(page).not.toContain('How do I export my invoices?')
    expect(page).toContain('chain intact')
  })
})

describe('the audit trail', () => {
  test('is intact when nobody touched it', async () => {
    const { db } = console()
    await deliver(db, await aTurn(db))
    expect(await readPage()).toContain('chain intact')
  })

  test.each([
    [`update audit_event set facts = '{}' where seq = 3`, 'At event 3, it was changed after it was written'],
    ['delete from audit_event where seq = 2', 'At event 3, an event before it is missing'],
    [
      `update audit_event set previous_hash = 'x' where seq = 4`,
      'At event 4, it does not continue the event before it',
    ],
  ])('shows where it breaks after: %s', async (tampering, words) => {
    const { db } = console()
    await deliver(db, await aTurn(db))
    await db.execute('alter table audit_event disable trigger user')
    await db.execute(tampering)
    await db.execute('alter table audit_event enable trigger user')
    const page = await readPage()
    expect(page).toContain(words)
    expect(page).toContain('chain broken at seq')
    expect(page).not.toContain('chain intact')
  })
})

describe('text from outside', () => {
  const HOSTILE = `"><script>alert('x')</script>`
  test('is escaped wherever it is shown', async () => {
    const { db } = console()
    const citation = { chunkId: ChunkId.parse(`chunk-${HOSTILE}`), quote: HOSTILE }
    const hostile = {
      ...{ chunkId: citation.chunkId, article: `a/${HOSTILE}`, articleVersion: HOSTILE, title: HOSTILE },
      ...{ url: `https://example.com/${HOSTILE}`, topic: HOSTILE, text: `before ${HOSTILE} after` },
    }
    const made = await aTurn(db, {
      conversation: aConversation([{ author: teammate(), text: HOSTILE }, { text: HOSTILE }]),
      understanding: { question: HOSTILE, language: HOSTILE, earlier: [{ by: 'contact', text: HOSTILE }] },
      passages: [aPassage(hostile)],
      mind: aMind({
        draft: aDraft({
          claims: [
            { text: HOSTILE, citation },
            { text: 'x', citation },
          ],
        }),
      }),
    })
    await deliver(db, made)
    await db.transaction((tx) =>
      appendAudit(tx, REF, [{ kind: 'understood', facts: { [HOSTILE]: HOSTILE } }]),
    )
    await db.execute(`update effect set problem = $$${HOSTILE}$$, target = $$${HOSTILE}$$, part_id = $$${HOSTILE}$$,
      kind = $$${HOSTILE}$$, state = $$${HOSTILE}$$, body = $$&lt;script&gt;alert('x')&lt;/script&gt;$$`)
    await db.execute(`update turn set topic = $$${HOSTILE}$$, mode = $$${HOSTILE}$$, ended_by = $$${HOSTILE}$$,
      settings_hash = $$${HOSTILE}$$`)
    await db.execute(
      `update part set author_kind = $$${HOSTILE}$$, kind = $$${HOSTILE}$$ where author_kind = 'admin'`,
    )
    for (const path of [WHY, '/console']) {
      const { status, page } = await console().get(path)
      expect(status).toBe(200)
      expect(page).not.toContain('<script')
      expect(page).toContain('&#60;script&#62;')
    }
  })
})

import { afterAll, inject } from 'vitest'
import { readSeen, SEEN_BY_CHILDREN } from './children.ts'
import { type Seen, watchFetch } from './watch-fetch.ts'

/*
 * Runs before each test file: whatever the file makes Firstline ask of Intercom, and whatever the sandbox answers or
 * sends, is as Intercom describes it, or the file fails.
 */
const extract = inject('intercomExtract')

if (extract) {
  const seen: Seen[] = []
  const { settled } = watchFetch((one) => seen.push(one))
  afterAll(async () => {
    await settled()
    const all = [...seen, ...readSeen(SEEN_BY_CHILDREN)]
    if (all.length === 0) return
    const { readContract } = await import('./read-contract.ts')
    const { judge } = readContract(extract)
    const problems = new Set(all.flatMap(judge))
    if (problems.size === 0) return
    throw new Error(`Not as Intercom describes it:\n${[...problems].slice(0, 30).join('\n')}`)
  })
}

import { type Finding, findingsOf } from './finding.ts'

const { ok, warn, fail, skipped } = findingsOf('Clock')

const NOTICEABLE_MS = 5_000
const WRONG_MS = 60_000

/** How far other clocks are ahead of ours; absent where there was none to compare with. */
export type Clocks = { readonly intercomMs?: number | undefined; readonly databaseMs?: number | undefined }

const FIX =
  'Let this machine set its clock by network time (timedatectl set-ntp true), and the database server, too.'

export function judgeClock({ intercomMs, databaseMs }: Clocks): readonly Finding[] {
  const compared = [['Intercom', intercomMs] as const, ['the database', databaseMs] as const].flatMap(
    ([whose, aheadMs]) => (aheadMs === undefined ? [] : [{ whose, aheadMs }]),
  )
  if (compared.length === 0) return [skipped('there was no other clock to compare with')]
  const off = compared.filter(({ aheadMs }) => Math.abs(aheadMs) > NOTICEABLE_MS)
  if (off.length === 0) return [ok(`the same as that of ${compared.map(({ whose }) => whose).join(' and ')}`)]
  return off.map(({ whose, aheadMs }) => {
    const seconds = Math.round(Math.abs(aheadMs) / 1_000)
    const found = `this machine is ${seconds} s ${aheadMs > 0 ? 'behind' : 'ahead of'} ${whose}`
    return Math.abs(aheadMs) > WRONG_MS ? fail(found, FIX) : warn(found, FIX)
  })
}

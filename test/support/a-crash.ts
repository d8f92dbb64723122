import type { Intercom } from '../../src/intercom/create-intercom.ts'
import type { Db } from '../../src/store/db.ts'

/** The process died here. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

export type Moment = 'before' | 'after'

/**
 * Counts the steps of a walk (each call to Intercom and each transaction) and dies at one of them, before it is done
 * or right after: what was done stays done, and nobody heard of it.
 */
export function aCrash(at: number, moment: Moment) {
  let steps = 0
  const step = async <T>(act: () => Promise<T>): Promise<T> => {
    steps += 1
    // Whoever died does nothing more.
    if (steps > at || (steps === at && moment === 'before')) throw new Crash(`before step ${at}`)
    const done = await act()
    if (steps === at) throw new Crash(`after step ${at}`)
    return done
  }
  return {
    /** Whether the walk came as far as the step. */
    happened: () => steps >= at,
    adaptIntercom: (own: Intercom): Intercom => ({
      ...own,
      readConversation: (id) => step(() => own.readConversation(id)),
      writeComment: (...written) => step(() => own.writeComment(...written)),
      writeNote: (...written) => step(() => own.writeNote(...written)),
      assignTeam: (...written) => step(() => own.assignTeam(...written)),
      addTag: (...written) => step(() => own.addTag(...written)),
      close: (...written) => step(() => own.close(...written)),
    }),
    adaptDb: (own: Db): Db =>
      new Proxy(own, {
        get: (target, name) => {
          if (name !== 'transaction') return Reflect.get(target, name, target)
          const transaction: Db['transaction'] = (work, config) =>
            step(() => target.transaction(work, config))
          return transaction
        },
      }),
  }
}

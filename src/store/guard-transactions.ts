import { AsyncLocalStorage } from 'node:async_hooks'
import type { PGlite } from '@electric-sql/pglite'

/** An object and not `true`: a timer started inside a transaction inherits the scope and outlives it. */
const scopes = new AsyncLocalStorage<{ open: boolean }>()

/** The outer handle was used inside a transaction; on PGlite that would wait for itself for ever. */
export class OuterHandleInTransactionError extends Error {
  override readonly name = 'OuterHandleInTransactionError'
  constructor() {
    super('A query went to the outer database handle inside a transaction: use the transaction handle.')
  }
}

const refuse = () => {
  if (scopes.getStore()?.open) throw new OuterHandleInTransactionError()
}

/** Turns PGlite's silent self-deadlock into an error. A server hides this bug, so that tests find it here. */
export function guardTransactions(client: PGlite): PGlite {
  const transaction = client.transaction.bind(client)
  const query = client.query.bind(client)
  const exec = client.exec.bind(client)
  client.transaction = (work) => {
    refuse()
    const scope = { open: true }
    return transaction((tx) => scopes.run(scope, () => work(tx))).finally(() => {
      scope.open = false
    })
  }
  client.query = (...args) => {
    refuse()
    return query(...args)
  }
  client.exec = (...args) => {
    refuse()
    return exec(...args)
  }
  return client
}

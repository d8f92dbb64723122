import type { ClientBase } from 'pg'

/** Beyond this many a connection would keep plans for texts that hardly come again, such as lists of many lengths. */
const MOST_STATEMENTS = 300

/** A text is worth a plan once it has come this often. */
const WORTH_FROM = 3

/**
 * Names statements that come again, so that the server reads and plans each of them once per connection: that is a third
 * of what a small statement costs. Names are the same on every connection of a pool.
 */
export function createStatementNames(): (text: string) => string | undefined {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known || names.size >= MOST_STATEMENTS) return known
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    if (times < WORTH_FROM) return undefined
    seen.delete(text)
    names.set(text, `firstline_${names.size}`)
    return names.get(text)
  }
}

/** A statement as drizzle sends it, with its parameters beside it. */
const isStatement = (sent: unknown): sent is { name?: string | undefined; readonly text: string } =>
  typeof sent === 'object' && sent !== null && 'text' in sent && typeof sent.text === 'string'

/** Lets a connection send its parametrised statements by name, where they have one. */
export function prepareRepeated(client: ClientBase, nameOf: (text: string) => string | undefined): void {
  const query = client.query.bind(client)
  client.query = (...args: readonly unknown[]) => {
    const [statement, parameters] = args
    if (isStatement(statement) && Array.isArray(parameters) && parameters.length > 0)
      statement.name ??= nameOf(statement.text)
    return Reflect.apply(query, client, args)
  }
}

import type { FastifyPluginAsync } from 'fastify'
import { dataFolder } from '../store/open-store.ts'
import type { OperatorDeps } from './operation.ts'
import { createKey, removeKey, writeKey } from './operator-key.ts'
import { createOperatorRoutes } from './operator-routes.ts'

/** The service's side of the door; `open` tells where it listens, once it does. */
export type OperatorDoor = {
  readonly routes: FastifyPluginAsync
  readonly open: (url: string) => void
  readonly close: () => void
}

/** Only the embedded database needs one: at a server, every command has a connection of its own. */
export function createDoor(deps: OperatorDeps): OperatorDoor | undefined {
  const folder = dataFolder(deps.config.databaseUrl)
  if (folder === undefined) return undefined
  const key = createKey()
  const close = () => {
    process.removeListener('exit', close)
    removeKey(folder)
  }
  // What a killed service left would send commands to whoever listens there now.
  removeKey(folder)
  return {
    routes: createOperatorRoutes(deps, key),
    open: (url) => {
      try {
        writeKey(folder, { address: onLoopback(url), key })
        process.once('exit', close)
      } catch (error) {
        deps.log.error({ err: error }, 'no key file: commands cannot reach this service')
      }
    },
    close,
  }
}

/** A service that listens everywhere listens on loopback, too. */
function onLoopback(address: string): string {
  const url = new URL(address)
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  if (url.hostname === '[::]') url.hostname = '[::1]'
  return url.origin
}

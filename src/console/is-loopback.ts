import type { FastifyRequest } from 'fastify'
import { isLoopbackAddress, isLoopbackName } from '../domain/is-loopback-address.ts'

/** What a proxy or a tunnel leaves behind: with any of it, somebody else may sit at the far end. */
const FORWARDING = /^(?:forwarded|via|x-real-ip|x-forwarded-.*)$/

/** A host with an optional port; IPv6 in brackets. */
const HOST = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[a-z0-9.-]+))(?::\d{1,5})?$/i

/**
 * Whether a request was made on this very machine. The Host header counts too: a page of another site can make a
 * browser here connect to 127.0.0.1 (DNS rebinding), but it cannot make it say `Host: localhost`.
 */
export const isLoopback = ({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean =>
  isLoopbackAddress(socket.remoteAddress ?? '') &&
  isLoopbackHost(headers.host ?? '') &&
  !Object.keys(headers).some((name) => FORWARDING.test(name))

function isLoopbackHost(host: string): boolean {
  const { v6, name = '' } = HOST.exec(host)?.groups ?? {}
  return v6 ? isLoopbackAddress(v6) : isLoopbackName(name)
}

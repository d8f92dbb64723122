import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/** What a proxy or a tunnel leaves behind: with any of it, somebody else may sit at the far end. */
const FORWARDING = /^(?:forwarded|via|x-real-ip|x-forwarded-.*)$/

/** A host with an optional port; IPv6 in brackets. Names are not resolved, so that no name server has a say. */
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
  return v6 ? isLoopbackAddress(v6) : name.toLowerCase() === 'localhost' || isLoopbackAddress(name)
}

/** IPv4 inside IPv6 (`::ffff:127.0.0.1`) is how a dual-stack socket shows it. */
function isLoopbackAddress(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

import { BlockList, isIP } from 'node:net'

/** Addresses that nobody on the internet can call: this machine, private networks, link-local ones. */
const unreachable = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  unreachable.addSubnet(network, bits)
}
unreachable.addAddress('::', 'ipv6')
unreachable.addAddress('::1', 'ipv6')
unreachable.addSubnet('fc00::', 7, 'ipv6')
unreachable.addSubnet('fe80::', 10, 'ipv6')

/** Why Intercom could not call this address (it wants https, Intercom docs, "Set up Webhooks"); nothing when it could. */
export function publicUrlProblem(publicUrl: string): string | undefined {
  const { protocol, hostname } = new URL(publicUrl)
  const host = hostname.replace(/^\[|\]$/g, '')
  const version = isIP(host)
  const isLocal = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')
  if (isLocal || (version !== 0 && unreachable.check(host, version === 6 ? 'ipv6' : 'ipv4'))) {
    return 'it is known to this machine or its network only'
  }
  return protocol === 'https:' ? undefined : 'it is not https'
}

import type { Config } from '../../config/parse-config.ts'
import type { Finding } from './finding.ts'

/** Shorter ones would blacken half of the report; no check prints them anyway. */
const SHORTEST = 6
const NO_KEY = 'no-key'

/** Whatever a check has put together, the last hand sees to it that nothing secret is printed. */
export function withoutSecrets(findings: readonly Finding[], config: Config): readonly Finding[] {
  const secrets = secretsOf(config)
  const clean = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, '[hidden]'), text)
  return findings.map(({ found, fix, ...rest }) => ({
    ...rest,
    found: clean(found),
    ...(fix !== undefined && { fix: clean(fix) }),
  }))
}

function secretsOf(config: Config): readonly string[] {
  const { intercom, model, databaseUrl, publicUrl, consolePassword, metricsToken } = config
  const addresses = [databaseUrl, publicUrl, intercom?.baseUrl, model?.baseUrl]
  const secrets = [
    ...[intercom?.accessToken, intercom?.clientSecret, model?.apiKey, consolePassword, metricsToken],
    ...addresses.flatMap(passwordIn),
  ]
  return secrets
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= SHORTEST && secret !== NO_KEY)
    .toSorted((a, b) => b.length - a.length)
}

function passwordIn(address: string | undefined): readonly string[] {
  if (!address || !URL.canParse(address)) return []
  const { password } = new URL(address)
  return password === '' ? [] : [password, decode(password)]
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hasValidSignature } from '../../src/intercom/signature.ts'

const SECRET = 'client-secret-ü'
const BODY = Buffer.from('{"text":"¿Y mi factura? 請求書 🙂"}')
const hex = (body = BODY, secret = SECRET, algorithm = 'sha1') =>
  createHmac(algorithm, secret).update(body).digest('hex')

test('accepts the signature of the raw bytes under the client secret', () => {
  expect(hasValidSignature(BODY, `sha1=${hex()}`, SECRET)).toBe(true)
})

test('agrees with a published HMAC-SHA1 value', () => {
  const fox = Buffer.from('The quick brown fox jumps over the lazy dog')
  expect(hasValidSignature(fox, 'sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9', 'key')).toBe(true)
})

test('accepts hex in capitals and an empty body', () => {
  expect(hasValidSignature(BODY, `sha1=${hex().toUpperCase()}`, SECRET)).toBe(true)
  expect(hasValidSignature(Buffer.alloc(0), `sha1=${hex(Buffer.alloc(0))}`, SECRET)).toBe(true)
})

test.each<[string, unknown]>([
  ['no header', undefined],
  ['an empty one', ''],
  ['two of them', [`sha1=${hex()}`, `sha1=${hex()}`]],
  ['two in one', `sha1=${hex()}, sha1=${hex()}`],
  ['no algorithm', hex()],
  ['no value', 'sha1='],
  ['another algorithm', `sha256=${hex(BODY, SECRET, 'sha256')}`],
  ['another algorithm under the right name', `sha1=${hex(BODY, SECRET, 'sha256')}`],
  ['the right value under another name', `sha256=${hex()}`],
  ['another secret', `sha1=${hex(BODY, 'another')}`],
  ['an empty secret', `sha1=${hex(BODY, '')}`],
  ['another body', `sha1=${hex(Buffer.from('{}'))}`],
  ['a body that was decoded and encoded again', `sha1=${hex(Buffer.from(BODY.toString('latin1')))}`],
  ['a digit too few', `sha1=${hex().slice(1)}`],
  ['a digit too many', `sha1=${hex()}0`],
  ['a letter that is no digit', `sha1=${hex().slice(1)}g`],
  ['a blank around it', ` sha1=${hex()} `],
  ['a line break behind it', `sha1=${hex()}\n`],
])('refuses %s', (_case, header) => {
  expect(hasValidSignature(BODY, header, SECRET)).toBe(false)
})

test('covers every byte', () => {
  const signature = `sha1=${hex()}`
  for (let at = 0; at < BODY.length; at += 1) {
    const changed = Buffer.from(BODY)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(hasValidSignature(changed, signature, SECRET)).toBe(false)
  }
})

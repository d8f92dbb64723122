import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLoopback } from '../../src/console/is-loopback.ts'

const opened: { http?: FastifyInstance } = {}
const http = () => {
  if (!opened.http) throw new Error('The server is opened before the first test.')
  return opened.http
}
beforeAll(async () => {
  opened.http = fastify()
  opened.http.get('/', async (request) => ({ loopback: isLoopback(request) }))
  await opened.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => opened.http?.close())

const ask = async (remoteAddress: string, headers: Readonly<Record<string, string>>) =>
  (await http().inject({ url: '/', remoteAddress, headers })).json()

test.each([
  'localhost',
  'localhost:3000',
  'LOCALHOST:3000',
  '127.0.0.1',
  '127.0.0.1:3000',
  '127.8.9.10',
  '[::1]',
  '[::1]:3000',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]:3000',
  '[::ffff:7f00:1]',
])('takes the host %s for this machine', async (host) => {
  expect(await ask('127.0.0.1', { host })).toEqual({ loopback: true })
})

test.each([
  'evil.example',
  'evil.example:3000',
  'localhost.evil.example',
  'evil.localhost',
  'notlocalhost',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  'localhost:3000@evil.example',
  'localhost, evil.example',
  'localhost:',
  'localhost:123456',
  '128.0.0.1',
  '127.1',
  '0x7f000001',
  '0.0.0.0:3000',
  '[::]:3000',
  '[::2]',
  '[::1',
  '::1',
  '[::1%25lo]',
  '192.168.1.20:3000',
])('takes the host "%s" for somebody else, wherever it connects from', async (host) => {
  expect(await ask('127.0.0.1', { host })).toEqual({ loopback: false })
})

test.each([
  ['127.0.0.1', true],
  ['127.200.0.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.7', false],
  ['::ffff:10.0.0.7', false],
  ['fe80::1', false],
  ['0.0.0.0', false],
  ['2001:db8::1', false],
])('judges the socket address %s', async (address, loopback) => {
  expect(await ask(address, { host: 'localhost' })).toEqual({ loopback })
})

test.each([
  ['forwarded', 'for=10.0.0.7'],
  ['x-forwarded-for', '127.0.0.1'],
  ['X-Forwarded-Host', 'localhost'],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-anything', ''],
  ['x-real-ip', '127.0.0.1'],
  ['via', '1.1 proxy'],
])('is cancelled by the header %s', async (name, value) => {
  expect(await ask('127.0.0.1', { host: 'localhost', [name]: value })).toEqual({ loopback: false })
})

// Over a socket: `inject` puts a host of its own where there is none.
test.each([
  ['no Host header', 'GET / HTTP/1.0\r\n\r\n'],
  ['an empty Host header', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'],
  ['a blank Host header', 'GET / HTTP/1.1\r\nHost:  \r\nConnection: close\r\n\r\n'],
])('takes a request with %s for somebody else', async (_case, request) => {
  const address = http().server.address()
  if (!address || typeof address === 'string') throw new Error('not listening')
  const socket = connect(address.port, address.address)
  socket.end(request)
  expect(await text(socket)).toContain('{"loopback":false}')
})

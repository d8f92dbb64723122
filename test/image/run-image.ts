/**
 * What the image does, step by step, on this machine and without a container engine: the same files, a production
 * install, the start as its user, a health check, one answer with a model, a stop. Needs the npm registry.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { toEnvironment } from '../../src/commands/sandbox-config.ts'
import { startModelServer } from '../../src/sandbox/model/start-model-server.ts'
import { startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { ROOT } from '../project/source-files.ts'
import { startTalk, until } from '../support/a-talk.ts'
import { buildImage, type Image } from './build-image.ts'
import { developmentPackages, filesIn, megabytes } from './image-files.ts'
import { type Container, runInImage, startContainer } from './start-container.ts'

type Environment = Readonly<Record<string, string>>

/** A new embedded database is made on a machine that may be busy. */
const READY_WITHIN_MS = 120_000

const folder = mkdtempSync(join(tmpdir(), 'firstline-image-'))
const sandbox = await startSandbox()
const model = await startModelServer()
const started: Container[] = []
try {
  const tools = setOutTools()
  const port = String(await freePort())
  const path = { PATH: `${tools}:/usr/local/bin:/usr/bin:/bin` }
  const image = await buildSteps(path)
  await runSteps(image, { ...operatorsEnvironment(), ...path, PORT: port }, `http://127.0.0.1:${port}`)
} finally {
  for (const container of started) if (container.isRunning()) await container.stop()
  await Promise.all([sandbox.close(), model.close()])
  rmSync(folder, { recursive: true, force: true })
}

async function buildSteps(path: Environment): Promise<Image> {
  const env = { ...withoutLifecycle(process.env), ...path }
  const image = await step('every instruction of the Dockerfile works', () =>
    buildImage({ context: ROOT, folder, env }),
  )
  const app = join(image.root, image.workdir)
  await step('no development dependency is in it', () => assert.deepEqual(developmentPackages(app), []))
  return image
}

async function runSteps(image: Image, env: Environment, url: string): Promise<void> {
  const app = join(image.root, image.workdir)
  const files = filesIn(app)
  say(`    ${files.length} files, ${megabytes(app, files)} MB`)
  await step('an open address without a password is refused, in words', () => refusesOpenDoor(image, env))
  await step('the health check fails while nothing runs', () => checkHealth(image, env, 1))
  const container = startContainer(image, env)
  started.push(container)
  await step('it starts and is ready', () => isReady(container, url))
  await step('the health check is content', () => checkHealth(image, env, 0))
  await step('a contact gets an answer, written with a model', answersWithModel)
  say(`    ${container.peakMb() ?? '?'} MB of memory at most, with a new embedded database`)
  await step('SIGTERM stops it cleanly', () => stopsCleanly(container))
  await step('it wrote nothing outside of its volume', () => assert.deepEqual(filesIn(app), files))
}

async function step<T>(name: string, act: () => T | Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    const outcome = await act()
    say(`ok: ${name} (${((performance.now() - began) / 1_000).toFixed(1)} s)`)
    return outcome
  } catch (error) {
    say(`FAILED: ${name}`)
    for (const container of started) say(container.said())
    throw error
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The base image brings Node; here it is the one that runs this, in a place that every user can reach. */
function setOutTools(): string {
  const tools = join(folder, 'tools')
  mkdirSync(tools)
  copyFileSync(process.execPath, join(tools, 'node'))
  for (const path of [folder, tools, join(tools, 'node')]) chmodSync(path, 0o755)
  return tools
}

/** npm's own settings stay, so that it finds its registry; what "npm run" adds would tell it the wrong folder. */
function withoutLifecycle(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const added = /^npm_(?!config_)|^npm_config_local_prefix$|^INIT_CWD$/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !added.test(name)))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** What an operator adds to the image's own variables: a workspace, a model, a password. */
function operatorsEnvironment(): Environment {
  const workspace = [...toEnvironment(sandbox).matchAll(/^(\w+)=(.*)$/gm)]
  return {
    ...Object.fromEntries(workspace.map(([, name = '', value = '']) => [name, value])),
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: model.apiKey,
    OPENAI_MODEL: 'scripted',
    CONSOLE_PASSWORD: 'only-for-this-run-0123456789',
  }
}

async function refusesOpenDoor(image: Image, env: Environment): Promise<void> {
  const { code, said } = await startContainer(image, { ...env, CONSOLE_PASSWORD: '' }).ended
  assert.match(said, /CONSOLE_PASSWORD: required/)
  assert.equal(code, 2)
}

async function checkHealth(image: Image, env: Environment, expected: 0 | 1): Promise<void> {
  const { code, said } = await runInImage(image, image.healthCheck, env)
  assert.equal(code, expected, said)
}

async function isReady(container: Container, url: string): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
    assert.ok(container.isRunning(), 'the service has ended')
    assert.ok(Date.now() < giveUpAt, 'the service does not become ready')
    await wait(100)
  }
  const Details = z.object({
    checks: z.array(z.object({ name: z.string(), problem: z.string().optional() })),
  })
  const { checks } = Details.parse(await (await fetch(`${url}/readyz`)).json())
  assert.deepEqual(
    checks.filter(({ problem }) => problem !== undefined),
    [],
  )
  sandbox.setServiceUrl(url)
}

async function answersWithModel(): Promise<void> {
  const talk = await startTalk(sandbox, 'How do I export all my data?')
  await until('the contact has an answer', async () => (await talk.replies()).length > 0)
  const [reply = ''] = await talk.replies()
  assert.match(reply, /export/i)
  assert.ok(model.requests().length >= 3)
}

async function stopsCleanly(container: Container): Promise<void> {
  const { code, said } = await container.stop()
  assert.match(said, /Firstline has stopped\./)
  assert.equal(code, 0)
}

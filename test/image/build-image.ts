import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, posix, relative, resolve } from 'node:path'
import { type Instruction, readDockerfile, readExecForm, readPairs, type Stage } from './read-dockerfile.ts'
import { type IsSent, readDockerignore } from './read-dockerignore.ts'

/** The user of the image, and who stands in for it where only root could become it. */
export const IMAGE_USER = { uid: 1000, gid: 1000 }
export const isRoot = process.getuid?.() === 0

/** An image as far as a container needs it. */
export type Image = {
  /** Holds what the image has at `/`, without the base image. */
  readonly root: string
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
  readonly user: string
  readonly command: readonly string[]
  readonly healthCheck: readonly string[]
}

export type BuildOptions = {
  /** The project's folder. */
  readonly context: string
  /** Where the stages are built. */
  readonly folder: string
  /** The environment of RUN: where node and npm are, and how npm reaches its registry. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Does on this machine what a build of the Dockerfile does: the same files, the same commands, no base image. */
export function buildImage(options: BuildOptions): Image {
  const { context, folder } = options
  const isSent = readDockerignore(readFileSync(join(context, '.dockerignore'), 'utf8'))
  const stages = readDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'))
  const images = stages.map((stage) => buildStage(stage, join(folder, stage.name), { ...options, isSent }))
  const last = images.at(-1)
  if (!last) throw new Error('the Dockerfile has no FROM')
  return last
}

type StageOptions = BuildOptions & { readonly isSent: IsSent }

function buildStage(stage: Stage, root: string, options: StageOptions): Image {
  const empty: Image = { root, workdir: '/', env: {}, user: 'root', command: [], healthCheck: [] }
  mkdirSync(root, { recursive: true })
  return stage.instructions.reduce((image, instruction) => perform(image, instruction, options), empty)
}

function perform(image: Image, instruction: Instruction, options: StageOptions): Image {
  const { name, rest } = instruction
  switch (name) {
    case 'ENV':
      return { ...image, env: { ...image.env, ...readPairs(rest) } }
    case 'WORKDIR':
      mkdirSync(join(image.root, rest), { recursive: true })
      return { ...image, workdir: posix.resolve(image.workdir, rest) }
    case 'USER':
      return { ...image, user: rest }
    case 'CMD':
      return { ...image, command: readExecForm(rest) }
    case 'HEALTHCHECK':
      return { ...image, healthCheck: readExecForm(rest.replace(/^CMD\s+/, '')) }
    case 'RUN':
      run(image, rest, options)
      return image
    case 'COPY':
      copy(image, instruction, options)
      return image
    case 'LABEL':
    case 'EXPOSE':
    case 'VOLUME':
      return image
    default:
      throw new Error(`${name}: say here what it does on this machine`)
  }
}

function run({ root, workdir, env }: Image, command: string, options: BuildOptions): void {
  const { uid, gid } = IMAGE_USER
  const own = `${process.getuid?.()}:${process.getgid?.()}`
  // Only root may give a file away.
  const possible = isRoot ? command : command.replaceAll(`${uid}:${gid}`, own)
  execFileSync('/bin/sh', ['-c', possible], {
    cwd: join(root, workdir),
    env: { ...options.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Sources come from the project, as far as the build is sent it, or from an earlier stage. */
function copy({ root, workdir }: Image, { flags, rest }: Instruction, options: StageOptions): void {
  const { context, folder, isSent } = options
  const paths = rest.split(/\s+/)
  const target = paths.at(-1) ?? ''
  const to = join(root, posix.resolve(workdir, target))
  const from = flags['from']
  for (const source of paths.slice(0, -1)) {
    const path = from ? join(folder, from, source) : resolve(context, source)
    const maySend = (file: string) => from !== undefined || isSentFrom(context, file, isSent)
    if (!existsSync(path) || !maySend(path)) throw new Error(`COPY ${source}: the build does not have it`)
    const intoFolder = statSync(path).isFile() && target.endsWith('/')
    cpSync(path, intoFolder ? join(to, basename(path)) : to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: maySend,
    })
  }
}

const isSentFrom = (context: string, file: string, isSent: IsSent) =>
  isSent(relative(context, file).replaceAll('\\', '/'))

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The article files of a folder, as paths below it with forward slashes, and what does not belong there. */
export type FoundFiles = {
  readonly files: readonly string[]
  readonly problems: readonly string[]
  /** What could not be listed: below these paths there may be files. Empty text: anywhere. */
  readonly unread: readonly string[]
}

const NOTHING: FoundFiles = { files: [], problems: [], unread: [] }

/**
 * Finds `<topic>/<article>.md`, `.txt` and `.html`. Hidden files, images and a README.md at the top are passed over; anything else that
 * would never be answered from is a problem, so that nobody waits for it in vain.
 */
export async function findArticleFiles(folder: string): Promise<FoundFiles> {
  const names = await list(folder)
  if (names.kind === 'problem') return problem(names.problem, '')
  const parts = await Promise.all(names.names.map((name) => findAtTop(folder, name)))
  return merge(parts)
}

async function findAtTop(folder: string, name: string): Promise<FoundFiles> {
  if (isPassedOver(name) || name === 'README.md') return NOTHING
  if (!(await isFolder(join(folder, name)))) {
    return problem(
      isArticle(name)
        ? `${name}: must lie in the folder of its topic: <topic>/${name}`
        : `${name}: ${NOT_AN_ARTICLE}`,
      `${name}/`,
    )
  }
  if (name.startsWith('intercom:')) return problem(`${name}/: ${LIKE_INTERCOM}`, `${name}/`)
  const names = await list(join(folder, name))
  if (names.kind === 'problem') return problem(names.problem, `${name}/`)
  return merge(await Promise.all(names.names.map((inner) => findInTopic(folder, `${name}/${inner}`))))
}

async function findInTopic(folder: string, path: string): Promise<FoundFiles> {
  if (isPassedOver(path.slice(path.indexOf('/') + 1))) return NOTHING
  if (await isFolder(join(folder, path)))
    return problem(`${path}/: lies too deep: articles are <topic>/<article>.md`)
  return isArticle(path) ? { ...NOTHING, files: [path] } : problem(`${path}: ${NOT_AN_ARTICLE}`)
}

const NOT_AN_ARTICLE = 'is not an article: only files ending in .md, .txt or .html are read'

/** The paths of what comes from Intercom begin so: it would be taken for that. */
const LIKE_INTERCOM = 'cannot be the name of a topic: what comes from Intercom is named like this'

const isArticle = (name: string): boolean => /\.(md|txt|html?)$/.test(name)

const isPassedOver = (name: string): boolean =>
  name.startsWith('.') || /\.(png|jpe?g|gif|svg|webp|avif)$/i.test(name)

const problem = (text: string, ...unread: readonly string[]): FoundFiles => ({
  files: [],
  problems: [text],
  unread,
})

const merge = (parts: readonly FoundFiles[]): FoundFiles => ({
  files: parts.flatMap(({ files }) => files),
  problems: parts.flatMap(({ problems }) => problems),
  unread: parts.flatMap(({ unread }) => unread),
})

/** Follows links: mounted folders are made of them. */
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

type Listing =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: string }

async function list(folder: string): Promise<Listing> {
  try {
    return { kind: 'names', names: (await readdir(folder)).toSorted() }
  } catch (error) {
    return { kind: 'problem', problem: `${folder}: cannot be read as a folder (${codeOf(error)})` }
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

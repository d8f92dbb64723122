import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where the raw pages are, and the place for the folder that is made of them. */
export type FolderPlan = { readonly archive: string; readonly into: string }

/**
 * Unpacks an archive of Markdown files and lays them out as a knowledge folder: `<topic>/<article>.md` with front matter
 * that has a title. A page without a text of its own says where it is. Returns the folder and how many files it has.
 */
export async function layOutFolder({
  archive,
  into,
}: FolderPlan): Promise<{ readonly folder: string; readonly files: number }> {
  const raw = join(into, 'raw')
  const folder = join(into, 'knowledge')
  await mkdir(raw, { recursive: true })
  await promisify(execFile)('tar', ['-xzf', archive, '-C', raw])
  const paths = (await readdir(raw, { recursive: true })).filter((path) => path.endsWith('.md')).toSorted()
  for (const path of paths) {
    const article = toArticleFile(path, await readFile(join(raw, path), 'utf8'))
    await mkdir(join(folder, article.topic), { recursive: true })
    await writeFile(join(folder, article.topic, article.name), article.text)
  }
  return { folder, files: paths.length }
}

/** `content/a/b.md` becomes `a/b.md`, deeper folders become part of the name. */
export function toArticleFile(
  path: string,
  file: string,
): { readonly topic: string; readonly name: string; readonly text: string } {
  const [, topic = 'pages', ...rest] = path.split('/')
  const [, header = '', body = ''] = /^---\n(.*?)^---\n(.*)$/ms.exec(file) ?? ['', '', file]
  const title = /^title:\s*['"|>]?\s*(.+?)['"]?\s*$/m.exec(header)?.[1] ?? rest.at(-1) ?? topic
  return {
    topic: rest.length > 0 ? topic : 'pages',
    name: rest.length > 0 ? rest.join('-') : topic,
    text: `---\ntitle: ${JSON.stringify(title)}\n---\nThis page stands at ${path}.\n\n${body}\n`,
  }
}

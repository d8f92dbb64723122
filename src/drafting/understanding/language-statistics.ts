import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readNgrams } from './read-ngrams.ts'

export type LanguageStatistics = {
  /** What a text is most likely written in, ISO 639-1; nothing where no letters tell. */
  readonly detect: (text: string) => {
    readonly language: string
    readonly isReliable: () => boolean
    readonly getScores: () => Readonly<Record<string, number>>
  }
}

type Data = {
  readonly type: string
  readonly languages: Readonly<Record<string, string>>
  readonly ngrams: ReturnType<typeof readNgrams>
}
type CreateEld = () => { readonly instance: LanguageStatistics; readonly loadData: (data: Data) => void }

const Eld = z.object({ createEld: z.custom<CreateEld>((value) => typeof value === 'function') })

const LANGUAGES = /languages:\{([^}]*)\}/
const LANGUAGE = /(\d+):'([a-z-]+)'/g

/**
 * eld with its "medium" statistics, read as text. As they come they are a program of 100,000 object literals, which
 * takes a second and 190 MB to load; here an n-gram becomes an object when it is looked up. The answers are the same: a
 * test compares them, for this rests on how the pinned version lies on the disk.
 */
export async function openLanguageStatistics(): Promise<LanguageStatistics> {
  const entry = import.meta.resolve('eld/medium')
  const { createEld } = Eld.parse(await import(new URL('../languageDetector.js', entry).href))
  const source = readFileSync(new URL('../ngrams/medium.js', entry), 'utf8')
  const { instance, loadData } = createEld()
  loadData({ type: 'M60', languages: readLanguages(source), ngrams: readNgrams(source) })
  return instance
}

function readLanguages(source: string): Data['languages'] {
  const [, listed = ''] = LANGUAGES.exec(source) ?? []
  return Object.fromEntries(
    [...listed.matchAll(LANGUAGE)].map(([, number = '', code = '']) => [number, code]),
  )
}

import type { Settings } from '../../config/settings.ts'
import type { AppId } from '../../domain/ids.ts'
import { INTERCOM_SOURCES, type IntercomSource } from '../../domain/knowledge-source.ts'
import type { ReadContent } from '../../intercom/content/content.ts'
import { createIntercomSource } from './intercom-source.ts'
import type { Source } from './source.ts'

export type IntercomSourcesDeps = {
  readonly settings: Settings['knowledge']
  readonly content: ReadContent
  readonly workspace: AppId
  readonly isSandbox: boolean
  readonly now: () => Date
}

/** The kinds of content that the settings want from a workspace. */
export const createIntercomSources = ({
  settings,
  content,
  isSandbox,
  ...deps
}: IntercomSourcesDeps): readonly Source[] =>
  INTERCOM_SOURCES.flatMap((name) => {
    const { use } = settings[name]
    if (use === 'off') return []
    const meaning = { source: name, use, isSample: isSandbox }
    return [createIntercomSource({ ...deps, meaning, list: content[name] })]
  })

/** Their names, where no workspace is known yet. */
export const usedIntercomSources = (settings: Settings['knowledge']): readonly IntercomSource[] =>
  INTERCOM_SOURCES.filter((name) => settings[name].use !== 'off')

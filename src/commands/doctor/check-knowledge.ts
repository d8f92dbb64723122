import { isSandboxToken } from '../../config/general-mode.ts'
import { nearestKey } from '../../config/nearest-key.ts'
import type { Config } from '../../config/parse-config.ts'
import type { Settings } from '../../config/settings.ts'
import { firstFreshDay, isStale } from '../../domain/review-age.ts'
import { usedIntercomSources } from '../../knowledge/sources/intercom-sources.ts'
import { type ArticleFacts, isUsable, surveyFolder } from '../../knowledge/read-articles.ts'
import { type Finding, findingsOf } from './finding.ts'
import { counted, someOf } from './in-words.ts'

const { ok, warn, fail, skipped } = findingsOf('Knowledge')
const topic = findingsOf('Topics')

const MOST_PROBLEMS = 8

type KnowledgeFacts = {
  readonly folder: string
  /** All of the folder, samples too. */
  readonly articles: readonly ArticleFacts[]
  readonly problems: readonly string[]
  readonly samples: 'use' | 'skip'
  readonly reviewDays: number
  readonly now: Date
  /** Sources besides the folder, which may hold enough. */
  readonly others: readonly string[]
}

/** What can be answered from, and what nobody has looked at for long. */
export function judgeKnowledge({ folder, articles, problems, ...rest }: KnowledgeFacts): readonly Finding[] {
  const broken = problems
    .slice(0, MOST_PROBLEMS)
    .map((problem) => fail(problem, 'Correct the file: nothing starts before.'))
  const more = problems.length - broken.length
  if (more > 0)
    broken.push(fail(`${counted(more, 'more problem')} in ${folder}`, 'Correct those above first.'))
  const usable = articles.filter(({ sample }) => rest.samples === 'use' || !sample)
  const skipped = articles.length - usable.length
  if (problems.length > 0 && usable.length === 0) return broken
  return [
    ...broken,
    ...judgeUsable({ folder, usable, skipped, others: rest.others }),
    ...judgeAge(usable, rest),
  ]
}

const orOthers = (others: readonly string[]): string =>
  `Fine if ${others.join(', ')} is all that you need (see Sources): then set knowledge.folder.use to off. Otherwise: ${ADD}`

const ADD = 'Add articles as <topic>/<article>.md, or point FIRSTLINE_KNOWLEDGE at a folder that has some.'

type Usable = Pick<KnowledgeFacts, 'folder' | 'others'> & {
  readonly usable: readonly ArticleFacts[]
  readonly skipped: number
}

function judgeUsable({ folder, usable, skipped, others }: Usable): readonly Finding[] {
  const samples = skipped > 0 ? `; ${counted(skipped, 'sample')} skipped, only the sandbox uses them` : ''
  const nothing = `${folder} holds nothing to answer from${samples}`
  if (usable.length === 0 && others.length > 0) return [warn(nothing, orOthers(others))]
  if (usable.length === 0) return [fail(nothing, ADD)]
  const internal = usable.filter(({ audience }) => audience === 'internal').length
  const languages = countBy(usable.map(({ locale }) => locale))
  const found =
    `${counted(usable.length, 'article')} in ${folder} (${languages}); ` +
    `${usable.length - internal} public, ${internal} internal${samples}`
  return internal === usable.length && others.length === 0
    ? [fail(found, `No article may be quoted to contacts. ${ADD}`)]
    : [ok(found)]
}

function countBy(words: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word)
  return [...counts]
    .toSorted(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1))
    .map(([word, of]) => `${word} ${of.length}`)
    .join(', ')
}

function judgeAge(
  usable: readonly ArticleFacts[],
  { now, reviewDays }: Pick<KnowledgeFacts, 'now' | 'reviewDays'>,
): readonly Finding[] {
  const freshFrom = firstFreshDay(now, reviewDays)
  const stale = usable.filter((article) => isStale(article, freshFrom))
  if (stale.length === 0) return []
  const paths = someOf(stale.map(({ path }) => path))
  return [
    warn(
      `${counted(stale.length, 'article')} reviewed more than ${counted(reviewDays, 'day')} ago: ${paths}`,
      'Read them again, then set "reviewed" to today. review_days in firstline.yaml says what is long ago.',
    ),
  ]
}

/** A topic without a folder never gets a question by its articles: its mode would look as if it held. */
export function judgeTopics(topics: Settings['topics'], folders: readonly string[]): readonly Finding[] {
  const lost = topics.filter(({ name }) => !folders.includes(name))
  if (topics.length > 0 && lost.length === 0)
    return [topic.ok(`${counted(topics.length, 'topic')} with a folder each`)]
  return lost.map(({ name }) => {
    const nearest = nearestKey(name, folders)
    const hint = nearest ? `Did you mean "${nearest}"?` : `Topics with articles: ${someOf(folders, 8)}.`
    return topic.warn(`"${name}" has no folder with articles, so that no question belongs to it`, hint)
  })
}

export async function checkKnowledge(config: Config, now: Date): Promise<readonly Finding[]> {
  const { knowledgeFolder: folder, settings, intercom } = config
  const others = usedIntercomSources(settings.knowledge)
  if (settings.knowledge.folder.use === 'off') {
    return [
      skipped('the folder is not used: knowledge.folder.use is off'),
      ...judgeTopics(settings.topics, others),
    ]
  }
  const { articles, problems } = await surveyFolder(folder)
  const samples = intercom && !isSandboxToken(intercom.accessToken) ? 'skip' : 'use'
  const usable = articles.filter((article) => isUsable(article, samples))
  const folders = [...new Set([...usable.map((article) => article.topic), ...others])].toSorted()
  return [
    ...judgeKnowledge({ folder, articles, problems, samples, others, reviewDays: settings.review_days, now }),
    ...judgeTopics(settings.topics, folders),
  ]
}

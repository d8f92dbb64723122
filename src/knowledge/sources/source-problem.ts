import type { SourceName } from '../../domain/knowledge-source.ts'
import { IntercomError, isForeign } from '../../intercom/intercom-error.ts'
import { KnowledgeError } from '../knowledge-error.ts'
import { SourceError } from './source-error.ts'

/** Whether the words of an error are made for operators; those of others may quote what somebody wrote. */
export const isForPeople = (error: unknown): error is Error =>
  [KnowledgeError, IntercomError, SourceError].some((kind) => error instanceof kind)

/** What went wrong with a source, and what to do. */
export function sourceProblem(name: SourceName, error: unknown): string {
  if (error instanceof IntercomError) return intercomProblem(name, error)
  if (isForPeople(error)) return error.message
  return `It failed unexpectedly (${error instanceof Error ? error.name : 'no error'}): see the log.`
}

/** As the Developer Hub names them. What snippets and macros need is not documented (UNCONFIRMED). */
const PERMISSIONS: Readonly<Record<SourceName, string>> = {
  folder: '',
  articles: 'the permission "Read and list articles"',
  internal_articles: 'the permission "Read and list articles"',
  snippets: 'the permission to read content, probably "Read content data"',
  macros: 'the permission to read macros',
}

/** What is refused here is refused for want of a permission more often than for anything else. */
function intercomProblem(name: SourceName, error: IntercomError): string {
  const { message, status, code, advice } = error
  if (isForeign(error) || code === 'api_plan_restricted') return message
  const found = advice ? message.slice(0, -advice.length).replace(/[. ]+$/, '') : message
  const orOff = `or set knowledge.${name}.use to off in firstline.yaml`
  if (status === 401 || status === 403) {
    return `${found}. Give the app ${PERMISSIONS[name]} in the Developer Hub, Authentication, and copy the new access token; ${orOff}.`
  }
  if (status === 404) {
    return `${found}. This workspace, or the API version that is asked for, has no such content: see INTERCOM_API_VERSION, ${orOff}.`
  }
  return advice ? message : `${found}. It is tried again every five minutes.`
}

import { auditShow, auditVerify } from './audit-operations.ts'
import { digestRun } from './digest-operations.ts'
import { contactForget } from './forget-operation.ts'
import { inspectDatabase } from './inspect-operation.ts'
import { jobsDead, jobsRetry } from './jobs-operations.ts'
import { knowledgeCare } from './knowledge-care.ts'
import { knowledgeGaps } from './knowledge-gaps.ts'
import { knowledgeSearch } from './knowledge-search.ts'
import { knowledgeStatus, knowledgeSync } from './knowledge-operations.ts'
import type { AtTheDoor } from './operation.ts'
import { switchSet, switchShow } from './switch-operations.ts'

/**
 * Everything that a running service does for a command. To add one: write a `createOperation({ name, facts, result,
 * run })` in this folder, list it here, and call it in the command by `withOperator(config, operation, facts)`. Nothing
 * else is needed: the door, the key and the command's own way to the database are the same for all.
 */
export const OPERATIONS: readonly AtTheDoor[] = [
  auditVerify,
  auditShow,
  switchSet,
  switchShow,
  digestRun,
  contactForget,
  inspectDatabase,
  jobsDead,
  jobsRetry,
  knowledgeSync,
  knowledgeStatus,
  knowledgeSearch,
  knowledgeCare,
  knowledgeGaps,
]

import { isGreeting } from './is-greeting.ts'
import { needsNoAnswer } from './needs-no-answer.ts'
import { stripCourtesy } from './strip-courtesy.ts'

/** What the messages of a turn ask, without politeness and without messages that are nothing else. */
export const bareQuestions = (texts: readonly string[]): string =>
  texts
    .filter((text) => !needsNoAnswer(text) && !isGreeting(text))
    .map(stripCourtesy)
    .join('\n')

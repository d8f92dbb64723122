import type { TestProject } from 'vitest/node'
import { descriptionFile, prepareExtract } from './description.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The file of the extract; empty where there is no description. */
    intercomExtract: string
  }
}

/** Once before all tests: reads Intercom's description, or says that it is not there. */
export function setup({ provide }: TestProject): void {
  const extract = prepareExtract()
  if (!extract) {
    const why = `${descriptionFile()} is not there (TEST_INTERCOM_OPENAPI names another place)`
    process.stdout.write(`Contract with Intercom: not checked, ${why}.\n`)
  }
  provide('intercomExtract', extract ?? '')
}

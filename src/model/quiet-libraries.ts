/** Read by config/environment.ts, which has done so by now; everything else of this name is for libraries. */
const OURS = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_FAST_MODEL',
  'OPENAI_EMBEDDING_MODEL',
]

/*
 * What the installed libraries read from the environment by themselves: LANGSMITH_TRACING and its like send every
 * prompt to a third party, LANGSMITH_GATEWAY sends the calls themselves there, LANGCHAIN_VERBOSE and OPENAI_LOG write
 * them to the terminal, OPENAI_CUSTOM_HEADERS, _ADMIN_KEY, _ORG_ID and _PROJECT_ID add to every request.
 */
const READ_BY_LIBRARIES = /^(LANGSMITH|LANGCHAIN|LANGGRAPH|OPENAI|AZURE_OPENAI|OTEL)_|^LC_OUTPUT_VERSION$/

export const isReadByLibraries = (name: string): boolean =>
  READ_BY_LIBRARIES.test(name) && !OURS.includes(name)

/**
 * Takes away what would make a library send or log what people wrote. Tracing is looked up at every call, so that the
 * variables have to go, and not only at the import. Nothing is read here: configuration comes from config/ alone.
 */
export function quietLibraries(): void {
  for (const name of Object.keys(process.env).filter(isReadByLibraries)) delete process.env[name]
}

declare module 'wink-bm25-text-search' {
  type Engine = {
    defineConfig: (config: { fldWeights: Readonly<Record<string, number>> }) => boolean
    definePrepTasks: (tasks: ((input: string) => string[])[]) => number
    addDoc: (document: Readonly<Record<string, string>>, id: string) => number
    consolidate: () => boolean
    search: (text: string, limit?: number) => [id: string, score: number][]
  }
  const createEngine: () => Engine
  export = createEngine
}

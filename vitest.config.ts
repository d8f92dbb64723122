import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whatever is asked of Intercom, and whatever the sandbox answers, is held against Intercom's own description; no
    // secret and nothing that people wrote is logged.
    globalSetup: ['test/support/server-template.ts', 'test/contract/prepare.ts'],
    setupFiles: ['test/contract/watch.ts', 'test/support/overhear.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

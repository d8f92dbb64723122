import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whatever is asked of Intercom, and whatever the sandbox answers, is held against Intercom's own description; no
    // secret and nothing that people wrote is logged.
    globalSetup: ['test/support/server-template.ts', 'test/contract/prepare.ts'],
    setupFiles: ['test/contract/watch.ts', 'test/support/overhear.ts'],
    pool: 'forks',
    // Most databases of the tests live shorter than it takes to make better machine code of the embedded Postgres.
    execArgv: ['--liftoff-only'],
    // One more than there are cores on a small machine: many tests wait for a timer or for another process.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // Nothing here is about how fast a machine is.
    expect: { poll: { timeout: 30_000, interval: 10 } },
  },
})

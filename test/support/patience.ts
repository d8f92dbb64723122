/** For `vi.waitFor`: as long as a busy machine may need, and no longer than it takes. */
export const PATIENCE = { timeout: 30_000, interval: 10 } as const

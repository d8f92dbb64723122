import { readFileSync } from 'node:fs'
import { type Contract, createContract } from './create-contract.ts'
import type { Difference } from './differences.ts'

/** The judge from what was prepared before the tests. */
export const readContract = (file: string, differences?: readonly Difference[]): Contract =>
  createContract(JSON.parse(readFileSync(file, 'utf8')), differences)

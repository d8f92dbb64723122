import { createHash } from 'node:crypto'

/** A number below 2^48 that stands for a text, the same on every machine. */
export const hashOf = (text: string): number => createHash('sha1').update(text).digest().readUIntBE(0, 6)

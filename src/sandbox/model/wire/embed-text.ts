import { createHash } from 'node:crypto'
import { subjectsOf } from '../reading/words.ts'

/** As many numbers as an embedding has unless the request says otherwise. */
export const DIMENSIONS = 64

/** The same text always gives the same vector of length 1; texts that share words point the same way. */
export const embedText = (text: string, dimensions: number): readonly number[] => {
  const subjects = subjectsOf(text)
  const vector = new Array<number>(dimensions).fill(0)
  for (const word of subjects.length > 0 ? subjects : [text]) {
    const hash = createHash('sha256').update(word).digest()
    const at = hash.readUInt32BE(0) % dimensions
    vector[at] = (vector[at] ?? 0) + (hash.readUInt8(4) % 2 === 0 ? 1 : -1)
  }
  const length = Math.hypot(...vector)
  // Words may cancel each other out; a vector must still point somewhere.
  if (length === 0) return vector.map((_, index) => (index === 0 ? 1 : 0))
  return vector.map((number) => number / length)
}

/** A vector as the API packs it: 32-bit floats, little end first. */
export const asBase64 = (vector: readonly number[]): string => {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT)
  vector.forEach((number, index) => {
    bytes.writeFloatLE(number, index * Float32Array.BYTES_PER_ELEMENT)
  })
  return bytes.toString('base64')
}

/** What `asBase64` has packed. */
export const fromBase64 = (packed: string): readonly number[] => {
  const bytes = Buffer.from(packed, 'base64')
  const size = Float32Array.BYTES_PER_ELEMENT
  return Array.from({ length: bytes.length / size }, (_, index) => bytes.readFloatLE(index * size))
}

import { expect, test } from 'vitest'
import { type Expected, readEmbeddings } from '../../src/model/read-embeddings.ts'
import { asBase64 } from '../../src/sandbox/model/wire/embed-text.ts'

const USAGE = { prompt_tokens: 7, total_tokens: 7 }
const list = (...embeddings: readonly unknown[]) => ({
  data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })),
  usage: USAGE,
})
const TWO: Expected = { texts: 2 }

test.each([
  ['numbers', list([1, 0], [0.5, -2])],
  ['base64', list(asBase64([1, 0]), asBase64([0.5, -2]))],
  ['numbers in another order', { data: list([1, 0], [0.5, -2]).data.toReversed(), usage: USAGE }],
])('reads %s in the order of the texts, with the usage', (_, answer) => {
  expect(readEmbeddings(answer, TWO)).toEqual({
    kind: 'vectors',
    vectors: [
      [1, 0],
      [0.5, -2],
    ],
    usage: { input: 7, cachedInput: 0, output: 0 },
  })
})

test('takes what is too small for the 32 bits of the database for zero', () => {
  expect(readEmbeddings(list([1, 1e-60]), { texts: 1 })).toMatchObject({ vectors: [[1, 0]] })
})

test('knows an answer without usage', () => {
  expect(readEmbeddings({ data: list([1]).data }, { texts: 1 })).toEqual({ kind: 'vectors', vectors: [[1]] })
})

test.each<[string, unknown, Expected, RegExp]>([
  ['a page', '<html>', TWO, /not a list of embeddings/],
  ['nothing', undefined, TWO, /not a list of embeddings/],
  ['an error in an answer that says 200', { error: { message: 'x' } }, TWO, /not a list of embeddings/],
  ['no indexes', { data: [{ embedding: [1] }, { embedding: [1] }] }, TWO, /not a list of embeddings/],
  ['half of them', list([1, 0]), TWO, /2 texts were sent, 1 vectors came back/],
  ['more than were asked for', list([1], [1], [1]), TWO, /2 texts were sent, 3 vectors came back/],
  [
    'one index twice',
    { data: [1, 1].map((index) => ({ index, embedding: [1] })) },
    TWO,
    /which text each belongs to/,
  ],
  ['null among numbers', list([1, 0], [null, 1]), TWO, /no number/],
  ['words among numbers', list([1, 0], ['1', 1]), TWO, /no number/],
  ['NaN in base64', list(asBase64([1, 0]), asBase64([Number.NaN, 1])), TWO, /no number/],
  ['infinity in base64', list(asBase64([1, 0]), asBase64([Number.POSITIVE_INFINITY, 1])), TWO, /no number/],
  ['a number that 32 bits do not hold', list([1, 0], [1e300, 1]), TWO, /no number/],
  ['numbers whose squares 32 bits do not hold', list([1, 0], [1e30, 1]), TWO, /no number/],
  ['numbers that are zero in 32 bits', list([1, 0], [1e-60, 1e-30]), TWO, /only zeros/],
  [
    'more numbers than the database takes',
    list(Array(16_001).fill(1)),
    { texts: 1 },
    /16001 numbers, .* 16000/,
  ],
  ['base64 that is cut', list(asBase64([1, 0]), 'AAA'), TWO, /no number/],
  ['only zeros', list([1, 0], [0, 0]), TWO, /only zeros/],
  ['an empty vector', list([1, 0], []), TWO, /only zeros/],
  ['two lengths', list([1, 0], [1]), TWO, /1 numbers, others of this model have 2/],
  ['another length than before', list([1, 0], [1, 0]), { texts: 2, dimensions: 3 }, /2 numbers, others .* 3/],
])('uses nothing of an answer with %s', (_, answer, expected, problem) => {
  expect(readEmbeddings(answer, expected)).toMatchObject({
    kind: 'wrong',
    problem: expect.stringMatching(problem),
  })
})

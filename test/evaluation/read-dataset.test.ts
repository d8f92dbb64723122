import { expect, test } from 'vitest'
import { DatasetError } from '../../src/evaluation/dataset-error.ts'
import { readDataset } from '../../src/evaluation/read-dataset.ts'
import { aDataset } from './a-dataset.ts'

test('reads documents and queries with their languages, histories and relevant documents', async () => {
  const { documents, queries } = await readDataset(await aDataset())
  expect(documents.map(({ id, lang }) => [id, lang])).toEqual([
    ['refunds', 'en'],
    ['export', 'en'],
    ['exportar', 'es'],
  ])
  expect(queries.map(({ id, relevant }) => [id, [...relevant]])).toEqual([
    ['q1', ['refunds']],
    ['q2', ['export']],
    ['q3', ['exportar']],
    ['q4', []],
  ])
  expect(queries[1]?.earlier).toEqual([{ by: 'contact', text: 'How do I export my data?' }])
})

test.each([
  [
    'no corpus',
    { 'corpus.jsonl': undefined },
    /corpus\.jsonl\.gz cannot be read\. A data set is a folder with/,
  ],
  ['no queries', { 'queries.jsonl': undefined }, /queries\.jsonl cannot be read/],
  ['no relevance table', { 'qrels.tsv': undefined }, /qrels\.tsv cannot be read/],
  [
    'a line that is cut off',
    { 'queries.jsonl': '{"id": "a", "text": "b"}\n{"id": "c' },
    /^queries\.jsonl, line 2: is not JSON$/,
  ],
  [
    'a field of another kind',
    { 'corpus.jsonl': '{"id": 3}' },
    /^corpus\.jsonl, line 1: id: .*expected string/,
  ],
  ['a line that is no object', { 'corpus.jsonl': '\n7' }, /^corpus\.jsonl, line 2: .*expected object/],
])('says in one sentence what is wrong: %s', async (_, files, message) => {
  const reading = readDataset(await aDataset(files))
  await expect(reading).rejects.toThrow(DatasetError)
  await expect(reading).rejects.toThrow(message)
})

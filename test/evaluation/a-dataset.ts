import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const GOOD = {
  'corpus.jsonl': [
    { id: 'refunds', title: 'Refunds', text: 'You can ask for a refund within 14 days.' },
    { id: 'export', title: 'Export your data', text: 'Open Settings and choose Export.' },
    { id: 'exportar', title: 'Exportar datos', text: 'Abra Configuración y elija Exportar.', lang: 'es' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
  'queries.jsonl': [
    { id: 'q1', text: 'How long can I ask for a refund?' },
    { id: 'q2', text: 'and as a file?', history: [{ role: 'user', text: 'How do I export my data?' }] },
    { id: 'q3', text: '¿Cómo puedo exportar?', lang: 'es' },
    { id: 'q4', text: 'Nothing answers this.' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
  'qrels.tsv': 'q1\trefunds\t1\nq2\texport\t1\nq2\trefunds\t0\nq3\texportar\t1\n',
}

/** A folder in the form of `data/`; files replace those of a small good one, or are left out. */
export async function aDataset(files: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'firstline-dataset-'))
  for (const [name, text] of Object.entries({ ...GOOD, ...files })) {
    if (text !== undefined) await writeFile(join(folder, name), text)
  }
  return folder
}

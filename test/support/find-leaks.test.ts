import { expect, test } from 'vitest'
import { findLeaks } from './find-leaks.ts'

test('finds what stands in a log, as it is or inside a JSON string', () => {
  const lines = ['{"msg":"he said \\"hello world\\" to me"}', '{"token":"sandbox-123456"}']
  expect(findLeaks(lines, ['said "hello world"', 'sandbox-123456', 'nobody said this', 'me'])).toEqual([
    'said "hello world"',
    'sandbox-123456',
  ])
})

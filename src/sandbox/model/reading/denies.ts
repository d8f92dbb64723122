import { wordsOf } from './words.ts'

const DENIALS = new Set(
  'not no never none nor neither cannot without nothing nobody nicht kein keine keinen keinem keiner nie niemals ohne weder nichts niemand nunca jamas ni sin ningun ninguna nada nadie tampoco isn aren doesn don didn won can’t couldn hasn haven wasn weren'.split(
    ' ',
  ),
)

/** Whether a text denies something. */
export const denies = (text: string): boolean => wordsOf(text).some((word) => DENIALS.has(word))

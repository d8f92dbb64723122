import type { DeathOrder } from './create-steps.ts'

/** `turn/db:3:before:2`: before the third database call of a turn, when that is reached for the second time. */
export const writeOrder = ({ point, moment, nth }: DeathOrder): string => `${point}:${moment}:${nth}`

export function readOrder(text: string | undefined): DeathOrder | undefined {
  const [, point, moment, nth] = text?.match(/^(.+:\d+):(before|after):(\d+)$/) ?? []
  if (!point || (moment !== 'before' && moment !== 'after')) return undefined
  return { point, moment, nth: Number(nth) }
}

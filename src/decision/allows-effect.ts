import type { EffectKind } from '../domain/effect.ts'
import { EFFECT_RULES } from '../domain/effect-rules.ts'
import type { Mode } from '../domain/mode.ts'

/** Whether a mode allows an effect: `suggest` writes notes only, `off` and `shadow` write nothing. */
export function allowsEffect(mode: Mode, kind: EffectKind): boolean {
  if (mode === 'auto') return true
  return mode === 'suggest' && EFFECT_RULES[kind].becomes === 'note'
}

import { type Features, measureFindings } from './measure-findings.ts'
import { modelRelevance, RELEVANCE_MODEL, type RelevanceModel } from './relevance-model.ts'
import type { ChunkFindings } from './search-chunks.ts'

export type Relevance = { readonly relevance: number; readonly features: Readonly<Record<string, number>> }

/**
 * "Does it work with Minecraft?" may match everything but the one word that matters. Where the rarest word is known
 * to no article and is more than a passing name, no answer is given out by itself. Of made-up questions of that kind
 * that came out above .85, this catches five in six; it holds back one in twelve of the natural English ones of the
 * dev sets, and one in a hundred questions of stackfaq.
 */
const KEYWORD_UNKNOWN = { mostRelevance: 0.5, leastShare: 0.15 }

/** The probability (0..1) that the best passage answers the question, and what it was estimated from. */
export function estimateRelevance(findings: ChunkFindings): Relevance {
  const features = measureFindings(findings)
  if (!features) return { relevance: 0, features: {} }
  return { relevance: relevanceOf(features), features }
}

/** What the model makes of the features, held down where the question's key word is unknown. */
export function relevanceOf(features: Features, model: RelevanceModel = RELEVANCE_MODEL): number {
  const probability = modelRelevance(features, model)
  const isForeign = features.isKeywordUnknown === 1 && features.unknown > KEYWORD_UNKNOWN.leastShare
  return isForeign ? Math.min(probability, KEYWORD_UNKNOWN.mostRelevance) : probability
}

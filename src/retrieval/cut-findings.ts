export type CutLimits = { readonly perArticle: number; readonly limit: number }

/** The first of a ranking: at most `perArticle` of one article, `limit` in all. */
export function cutFindings<Chunk extends { readonly article: string }>(
  ranked: readonly Chunk[],
  { perArticle, limit }: CutLimits,
): readonly Chunk[] {
  const taken = new Map<string, number>()
  const kept = ranked.filter(({ article }) => {
    const nth = (taken.get(article) ?? 0) + 1
    taken.set(article, nth)
    return nth <= perArticle
  })
  return kept.slice(0, limit)
}

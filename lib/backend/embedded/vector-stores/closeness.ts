/**
 * Texts about nothing that documents are searched for. Models differ in how near they find two texts that have nothing
 * to do with each other: cosines of 0.1 with some, of 0.7 with others.
 */
export const NEUTRAL_TEXTS: readonly string[] = [
  'The cat fell asleep on the windowsill.',
  'Two boats drifted slowly past the lighthouse.',
  'She hummed an old song while peeling apples.',
  '窗外的雨下了一整夜。',
  '他把旧钢琴的琴盖轻轻合上。',
]

/**
 * How near a chunk is to a question, 0 to 1, whichever model says so: how far its cosine lies above that of the neutral
 * texts, as a share of what is possible.
 */
export function closeness(cosine: number, far: readonly number[]): number {
  const usual = far.length === 0 ? 0 : far.reduce((sum, each) => sum + each, 0) / far.length
  const share = (cosine - usual) / (1 - usual)
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0
}

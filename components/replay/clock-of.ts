/** A time of a replay, in ms, as a clock: 0:04.2 · 12:30.0 · 1:02:03.4 */
export function clockOf(ms: number): string {
  const tenths = Math.floor(ms / 100)
  const seconds = Math.floor(tenths / 10)
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${h > 0 ? `${h}:${two(min)}` : min}:${two(s)}.${tenths % 10}`
}

/** How long a response asks to wait, in milliseconds; undefined where it does not say so in a way that is known. */
export function retryAfterMsOf(headers: Headers, nowMs: number): number | undefined {
  const exact = headers.get('retry-after-ms')
  if (exact !== null && isNumber(exact)) return Number(exact)
  const after = headers.get('retry-after')
  if (after === null) return undefined
  if (isNumber(after)) return Number(after) * 1000
  const date = Date.parse(after)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

const isNumber = (text: string) => /^\d+(?:\.\d+)?$/.test(text.trim())

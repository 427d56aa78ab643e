// What a response that refuses tells, in the shapes `{error}`, `{detail}`, `{message}`, plain text or HTML, and when to
// come back.
const MAX_REFUSAL_LENGTH = 64 * 1024

/** The body's error: an object or text. Reads no more of it than a person could. */
export async function readRefusal({ body }: Response): Promise<unknown> {
  const text = body === null ? '' : await readSome(body)
  try {
    const value: unknown = JSON.parse(text)
    return (value as { error?: unknown } | null)?.error ?? value
  } catch {
    return text
  }
}

async function readSome(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  while (text.length < MAX_REFUSAL_LENGTH) {
    const { done, value } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}

/** How long a response asks to wait, in milliseconds; undefined where it does not say so in a way that is known. */
export function retryAfterOf(headers: Headers, nowMs: number): number | undefined {
  const exact = headers.get('retry-after-ms')
  if (exact !== null && isNumber(exact)) return Number(exact)
  const after = headers.get('retry-after')
  if (after === null) return undefined
  if (isNumber(after)) return Number(after) * 1000
  const date = Date.parse(after)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

const isNumber = (text: string) => /^\d+(?:\.\d+)?$/.test(text.trim())

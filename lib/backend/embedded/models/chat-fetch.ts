const MOST_OF_A_REFUSAL = 64 * 1024

/**
 * Brings every refusal into the one shape that the SDK reads, `{error}`: endpoints answer `{detail}`, `{message}`,
 * plain text or HTML, and the SDK would lose the words.
 */
export const explainingFetch =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    if (response.ok || response.body === null) return response
    const body = toErrorBody(await readSome(response.body))
    const headers = new Headers(response.headers)
    headers.delete('content-encoding')
    headers.delete('content-length')
    return new Response(JSON.stringify(body), { status: response.status, headers })
  }

function toErrorBody(text: string): { error: unknown } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { error: { message: text } }
  }
  const error = (body as { error?: unknown } | null)?.error
  return { error: error ?? body }
}

async function readSome(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  while (text.length < MOST_OF_A_REFUSAL) {
    const { done, value } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}

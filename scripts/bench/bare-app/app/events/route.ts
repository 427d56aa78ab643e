import { setTimeout as wait } from 'node:timers/promises'

const encoder = new TextEncoder()

/**
 * Server-sent events out of nothing: `frames` of them of `bytes` bytes each, the first by itself, then `batch` at a
 * time, every `every_ms` milliseconds.
 */
function answer(request: Request) {
  const query = new URL(request.url).searchParams
  const [frames = 0, bytes = 0, batch = 1, everyMs = 0] = ['frames', 'bytes', 'batch', 'every_ms'].map((name) =>
    Number(query.get(name)),
  )
  const padding = 'x'.repeat(bytes)
  const frame = (id: number) => `id: ${id}\nevent: bare\ndata: {"padding":"${padding}","at":${Date.now()}}\n\n`
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (everyMs > 0 && sent > 0) await wait(everyMs)
      const count = sent === 0 ? 1 : Math.min(batch, frames - sent)
      const text = Array.from({ length: count }, (_, index) => frame(sent + index + 1)).join('')
      sent += count
      controller.enqueue(encoder.encode(text))
      if (sent < frames) return
      controller.enqueue(encoder.encode('event: done\ndata: [DONE]\n\n'))
      controller.close()
    },
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' },
  })
}

export const GET = answer

export async function POST(request: Request) {
  await request.json()
  return answer(request)
}

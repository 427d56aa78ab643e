// An upstream that answers every run with the same long stream: at once or, for threads named `paced_…`, as a quick
// model does. It costs little beside what passes it on.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onEndSignal } from '@/lib/server/close'
import { messageOf, messageStepOf, runOf } from '@/lib/run/testing/log'

/** A quick model's words, some at a time. */
const PIECES = 100
const WORDS_A_PIECE = 4
const PACE_MS = 5

onEndSignal(() => process.exit(0))

let runs = 0
const server = createServer((request, response) => {
  request.resume()
  request.once('end', () => {
    const { pathname } = new URL(request.url ?? '', 'http://upstream')
    const [, , , threadId = ''] = pathname.split('/')
    if (request.method === 'POST' && pathname.endsWith('/runs')) return answer(response, threadId, (runs += 1))
    const thread = { id: threadId, object: 'thread', created_at: 1, tool_resources: {}, metadata: {} }
    const list = { object: 'list', data: [], first_id: '', last_id: '', has_more: false }
    const value = /^\/v1\/threads\/[^/]+$/.test(pathname) ? thread : list
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  })
})
// Between two rounds no connection is closed that the next request is on its way on.
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => {
  console.log(`Ready on http://127.0.0.1:${(server.address() as AddressInfo).port} after 0 ms.`)
})

const frame = (event: string, data: object) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

function answer(response: ServerResponse, thread_id: string, number: number) {
  const named = { run_id: `run_${number}`, thread_id }
  const run = runOf({ id: named.run_id, thread_id })
  const messageId = `msg_${number}`
  const step = messageStepOf(`step_${number}`, messageId, named)
  const message = { ...messageOf(messageId, 'word '.repeat(PIECES * WORDS_A_PIECE), named), ...named }
  const delta = { content: [{ index: 0, type: 'text', text: { value: 'word ' } }] }
  const word = frame('thread.message.delta', { id: messageId, object: 'thread.message.delta', delta })
  const pieces = [
    frame('thread.run.created', run) + frame('thread.run.queued', run),
    frame('thread.run.in_progress', { ...run, status: 'in_progress', started_at: run.created_at }) +
      frame('thread.run.step.created', step) +
      frame('thread.message.created', { ...message, status: 'in_progress', content: [] }),
    ...Array.from({ length: PIECES }, () => word.repeat(WORDS_A_PIECE)),
    frame('thread.message.completed', message) +
      frame('thread.run.step.completed', { ...step, status: 'completed' }) +
      frame('thread.run.completed', { ...run, status: 'completed', completed_at: run.created_at }) +
      'event: done\ndata: [DONE]\n\n',
  ]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const isPaced = thread_id.startsWith('paced_')
  const next = (index: number) => {
    const piece = pieces[index]
    if (piece === undefined) response.end()
    else if (isPaced) response.write(piece, () => setTimeout(next, PACE_MS, index + 1))
    else response.write(piece, () => setImmediate(next, index + 1))
  }
  next(0)
}

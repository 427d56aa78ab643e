import type { Run } from '@/lib/protocol/run'
import type { Client, Exchange } from './client'

/** An assistant that is answered for by the scripted model. */
export async function createAssistant(client: Client): Promise<string> {
  const body = { model: 'scripted', name: 'Bench', instructions: 'You answer questions about orders.' }
  return (await client.json<{ id: string }>({ method: 'POST', path: '/v1/assistants', body })).id
}

/** A new thread with one message, and its run. */
export const threadAndRun = (assistantId: string, content: string, options: object = {}): Exchange => ({
  method: 'POST',
  path: '/v1/threads/runs',
  body: { assistant_id: assistantId, thread: { messages: [{ role: 'user', content }] }, ...options },
})

export const GREETING = 'Hello! What can you do?'

/** A question that is answered at such length that there is time to watch. */
export const ESSAY = 'Write an essay of 3000 words about the history of shipping.'

export const createRun = (client: Client, assistantId: string, content: string) =>
  client.json<Run>(threadAndRun(assistantId, content))

/** A streamed run, read to its end. Throws when it did not complete. */
export async function streamRun(client: Client, assistantId: string) {
  const answer = await client.send(threadAndRun(assistantId, GREETING, { stream: true }))
  if (answer.text.includes('event: thread.run.completed\n') && answer.text.endsWith('data: [DONE]\n\n')) return answer
  throw new Error(`A run did not complete:\n${answer.text}`)
}

/** The bare app's counterpart to a streamed run: a body of JSON in, as many frames of the same size out. */
export const bareStream = ({ frames, bytes }: { frames: number; bytes: number }): Exchange => ({
  method: 'POST',
  path: `/events?frames=${frames}&bytes=${bytes}&batch=${Math.ceil(frames / 3)}`,
  body: { message: GREETING },
})

/** How many frames a stream has, and how long they are on average without what every frame has. */
export function shapeOf(stream: string) {
  const frames = countFrames(stream)
  return { frames, bytes: Math.max(0, Math.round(stream.length / frames) - 60) }
}

const countFrames = (stream: string) => stream.split('\n\n').length - 1

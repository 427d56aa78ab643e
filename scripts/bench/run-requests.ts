import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import type { Answer, Client, Exchange } from './client'

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

/** Where runs are made, and by whom. `base` is an address of the wire. */
export interface RunPlace {
  readonly client: Client
  readonly assistantId: string
  readonly base: string
}

const newThread = ({ client, base }: RunPlace) => {
  const body = { messages: [{ role: 'user', content: GREETING }] }
  return client.json<Thread>({ method: 'POST', path: `${base}/threads`, body })
}

/** A thread, and its streamed run read to its end: two requests. Throws when it did not complete. */
export async function streamRun(place: RunPlace): Promise<Answer> {
  const { client, base, assistantId } = place
  const { id } = await newThread(place)
  const body = { assistant_id: assistantId, stream: true }
  const answer = await client.send({ method: 'POST', path: `${base}/threads/${id}/runs`, body })
  if (answer.text.includes('event: thread.run.completed\n') && answer.text.endsWith('data: [DONE]\n\n')) return answer
  throw new Error(`A run did not complete:\n${answer.text}`)
}

/** A thread, and its run asked for until it has completed; returns how often that was. */
export async function pollRun(place: RunPlace): Promise<number> {
  const { client, base, assistantId } = place
  const { id } = await newThread(place)
  const path = `${base}/threads/${id}/runs`
  let run = await client.json<Run>({ method: 'POST', path, body: { assistant_id: assistantId } })
  let asked = 0
  for (; run.status === 'queued' || run.status === 'in_progress'; asked += 1) {
    run = await client.json<Run>({ path: `${path}/${run.id}` })
  }
  if (run.status === 'completed') return asked
  throw new Error(`A run did not complete: ${JSON.stringify(run)}`)
}

const OBJECT_BYTES = 1_000

/** The bare app's counterpart to what creates an object: a body of JSON in, about as much JSON out. */
const bareCreate: Exchange = { method: 'POST', path: `/json?bytes=${OBJECT_BYTES}`, body: { message: GREETING } }
const bareGet: Exchange = { path: `/json?bytes=${OBJECT_BYTES}` }

/** The bare app's counterpart to a thread and a streamed run: then as many frames of the same size out. */
export async function bareStream(client: Client, { frames, bytes }: { frames: number; bytes: number }) {
  await client.send(bareCreate)
  const path = `/events?frames=${frames}&bytes=${bytes}&batch=${Math.ceil(frames / 3)}`
  return client.send({ method: 'POST', path, body: { message: GREETING } })
}

/** The bare app's counterpart to a thread and a polled run. */
export async function barePoll(client: Client, asked: number) {
  await client.send(bareCreate)
  await client.send(bareCreate)
  for (let count = 0; count < asked; count += 1) await client.send(bareGet)
}

/** How many frames a stream has, and how long they are on average without what every frame has. */
export function shapeOf(stream: string) {
  const frames = countFrames(stream)
  return { frames, bytes: Math.max(0, Math.round(stream.length / frames) - 60) }
}

const countFrames = (stream: string) => stream.split('\n\n').length - 1

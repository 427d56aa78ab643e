// One poll of a run, and what it shows that was not known: how it stands, its steps, and what it has said.
import { ApiError, isNotFound } from '@/lib/protocol/error'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { enter, isTerminal } from '@/lib/run/machine'
import { toSeconds } from '@/lib/backend/clock'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { type Answer, askAll } from './ask'
import { createBodyNote } from '@/lib/backend/wire/exchange-notes'
import { tableFor } from './frame-observation'
import type { Recording } from './recording'

/** No upstream is waited for longer than this, though it says so, in milliseconds. */
const MAX_POLL_AFTER_MS = 60_000

/** Polls once, for whoever needs to know how the run stands by now. */
export const pollOnce = async (recording: Recording, live: LiveRun) => {
  const polled = await seenAt(recording, live)
  await writePoll(recording, live, { polled, before: live.view().log.at(-1)?.lastAt ?? polled.askedMs })
}

interface Polled {
  /** Null where the upstream no longer knows the run. */
  readonly run: Run | null
  readonly steps: readonly Step[]
  readonly messages: readonly Message[]
  readonly askedMs: number
  readonly atMs: number
  readonly pollAfterMs: number | null
  /** What was answered; undefined where that is that there is no such run. */
  readonly answer?: Answer<Run>
}

export async function seenAt({ ask, clock }: Recording, live: LiveRun, signal?: AbortSignal): Promise<Polled> {
  const known = live.view()
  const at = `/threads/${encodeURIComponent(known.run?.thread_id ?? '')}`
  const askedMs = clock()
  const gone = { run: null, steps: [], messages: [], askedMs, pollAfterMs: null }
  const asked = await ask<Run>(`${at}/runs/${encodeURIComponent(live.id)}`, signal).catch((error: unknown) => {
    if (!isNotFound(error)) throw error
  })
  if (!asked) return { ...gone, atMs: clock() }
  const { value: run, headers } = asked
  if (tableFor(run) !== 'runs') throw new ApiError(502, `The backend answered with no run for ${live.id}.`)
  const isNew = run.status !== known.run?.status || run.status === 'in_progress'
  const told = isNew ? await askAll<Step>(ask, `${at}/runs/${encodeURIComponent(live.id)}/steps`) : []
  const steps = told.filter((step) => tableFor(step) === 'steps')
  const messages: Message[] = []
  for (const id of untold(steps, known.messages)) {
    const message = await ask<Message>(`${at}/messages/${encodeURIComponent(id)}`, signal).catch(unlessGone)
    if (message && tableFor(message.value) === 'messages') messages.push(message.value)
  }
  const header = Number(headers.get('openai-poll-after-ms'))
  const pollAfterMs = header > 0 ? Math.min(header, MAX_POLL_AFTER_MS) : null
  return { run, steps, messages, askedMs, atMs: clock(), pollAfterMs, answer: asked }
}

function unlessGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error
}

/** The messages that steps name and that are not known whole. */
const untold = (steps: readonly Step[], known: readonly Message[]) =>
  steps
    .flatMap(({ step_details: details }) =>
      details.type === 'message_creation' ? [details.message_creation.message_id] : [],
    )
    .filter((id) => known.find((message) => message.id === id)?.status !== 'completed')

interface Writing {
  readonly polled: Polled
  /** When the poll before was sent. */
  readonly before: number
}

/** Appends to the log what the poll shows and was not known. */
export async function writePoll(recording: Recording, live: LiveRun, { polled, before }: Writing) {
  const { log } = recording
  const view = live.view()
  if (!view.run || isTerminal(view.run.status)) return
  const { run, steps, messages, atMs } = polled
  const isNew = <T extends { readonly id: string }>(known: readonly T[], each: T) =>
    JSON.stringify(known.find(({ id }) => id === each.id)) !== JSON.stringify(each)
  const events: StreamEvent[] = steps
    .filter((step) => isNew(view.steps, step))
    .map((step): StreamEvent => ({ event: `thread.run.step.${step.status}`, data: step }))
  for (const message of messages.filter((each) => isNew(view.messages, each))) {
    events.push({ event: `thread.message.${message.status}`, data: message })
  }
  if (!run) events.push(...lost(view.run, toSeconds(atMs)))
  else if (run.status !== view.run.status) events.push({ event: `thread.run.${run.status}`, data: run })
  const how = { source: 'poll', at: atMs, notBefore: Math.min(before, atMs) } as const
  await log.append(
    live,
    events.map((event): Observation => ({ ...event, ...how })),
  )
  if (events.length > 0) await notePoll(recording, live.id, polled)
}

/** Polls that show nothing new are not recorded: there may be thousands. */
async function notePoll({ store, note }: Recording, runId: string, { answer }: Polled) {
  if (!answer) return
  const { path, headers, text, askedMs } = answer
  const request = {
    method: 'GET',
    path,
    headers: new Headers(),
    body: createBodyNote(null),
    askedBy: 'server',
  } as const
  const noted = note({ ...request, atMs: askedMs })
  noted.answered(200, headers).onBytes(new TextEncoder().encode(text))
  noted.ended()
  await store.exchanges.put(runId, noted.exchange())
}

/** How it ended is not known any more. */
function lost(run: Run, seconds: number): readonly StreamEvent[] {
  const last_error = { code: 'server_error', message: 'Its backend no longer knows this run.' } as const
  return [{ event: 'thread.run.failed', data: enter(run, 'failed', { seconds, last_error }) }]
}

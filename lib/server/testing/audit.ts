// Holds a server to what its clients were told.
import { expect } from 'vitest'
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import { emptyView, fold } from '@/lib/run/fold'
import { canMove, isTerminal } from '@/lib/run/machine'
import type { Acknowledged, KnownRun } from './acknowledged'
import type { HttpClient } from './http-client'
import { standstillOf } from './standstill'

/**
 * The run's log has every number once, moves the run only where it may go, and folds to what the wire answers; nothing
 * of what was told of it is missing. Returns the run, at rest or waiting for outputs.
 */
export async function auditRun(http: HttpClient, run: Pick<Run, 'id' | 'thread_id'>, known?: KnownRun): Promise<Run> {
  const { run: now, log } = await standstillOf(http, run)
  expect(
    log.map(({ seq }) => seq),
    `numbers in the log of ${run.id}`,
  ).toEqual(log.map((_, index) => index + 1))
  expectLegalMoves(log)

  const path = `/v1/threads/${run.thread_id}`
  const { data: steps } = await http.get<List<Step>>(`${path}/runs/${run.id}/steps?order=asc&limit=100`)
  const { data: messages } = await http.get<List<Message>>(`${path}/messages?run_id=${run.id}&order=asc&limit=100`)
  const view = fold(emptyView, log)
  expect({ run: view.run, steps: view.steps, messages: view.messages }).toEqual({ run: now, steps, messages })
  if (isTerminal(now.status)) expectNothingOpen(now, { log, steps, messages })
  if (known) expectKept(known, { now, log, steps })
  return now
}

function expectLegalMoves(log: readonly LoggedEvent[]) {
  const statuses = log.flatMap(({ data }) => ('object' in data && data.object === 'thread.run' ? [data.status] : []))
  // A run is created queued, and queued is said once more.
  expect(statuses.slice(0, 2)).toEqual(['queued', 'queued'])
  for (const [index, status] of statuses.slice(2).entries()) {
    const before = statuses[index + 1] ?? status
    expect(canMove(before, status), `a move from ${before} to ${status}`).toBe(true)
  }
}

interface Ended extends Pick<Found, 'log' | 'steps'> {
  readonly messages: readonly Message[]
}

function expectNothingOpen(run: Run, { log, steps, messages }: Ended) {
  expect([...steps, ...messages].filter(({ status }) => status === 'in_progress')).toEqual([])
  expect(['completed', 'cancelled', 'failed', 'incomplete', 'expired']).toContain(run.status)
  // Some wait longer for outputs than runs last; none ends so before its time.
  if (run.status === 'expired') expect(log.at(-1)?.at).toBeGreaterThanOrEqual((run.expires_at ?? Infinity) * 1000)
  if (run.status !== 'failed') return
  expect(run.last_error?.message).toMatch(/^The server was started 3 times while this run was underway/)
}

interface Found {
  readonly now: Run
  readonly log: readonly LoggedEvent[]
  readonly steps: readonly Step[]
}

function expectKept(known: KnownRun, { now, log, steps }: Found) {
  const frames = log.map(({ event, data }) => ({ event, data }) as StreamEvent)
  for (const entry of known.logged) expect(log[entry.seq - 1]).toEqual(entry)
  for (const leg of known.legs) {
    const start = frames.findIndex((frame) => JSON.stringify(frame) === JSON.stringify(leg[0]))
    expect(frames.slice(start, start + leg.length), `events that were read of ${known.id}`).toEqual(leg)
  }
  const kept = steps.flatMap(({ step_details: details }) => (details.type === 'tool_calls' ? details.tool_calls : []))
  for (const { tool_call_id, output } of known.outputs) {
    const call = kept.find(({ id }) => id === tool_call_id)
    expect(call, `the output of ${tool_call_id}`).toMatchObject({ function: { output } })
  }
  // A cancel may come too late, but it is not forgotten.
  if (known.isCancelled) expect(['cancelled', 'completed']).toContain(now.status)
}

/** Objects are as they were told, and what was removed stays away. */
export async function auditObjects(http: HttpClient, told: Acknowledged) {
  for (const [path, object] of told.objects) {
    if (object) expect(await http.get(path), path).toEqual(object)
    else await expect(http.get(path), path).rejects.toMatchObject({ status: 404 })
  }
}

/** The thread is as it was told, with every message, and takes another one: nothing locks it. */
export async function auditThread(http: HttpClient, told: Acknowledged, threadId: string) {
  const path = `/v1/threads/${threadId}`
  const thread = told.threads.get(threadId)
  if (thread) expect(await http.get<Thread>(path)).toEqual(thread)
  const { data, has_more } = await http.get<List<Message>>(`${path}/messages?limit=100`)
  expect(has_more).toBe(false)
  for (const message of told.messages.values()) {
    if (message.thread_id === threadId) expect(data).toContainEqual(message)
  }
  await http.post(`${path}/messages`, { role: 'user', content: 'Is anybody there?' })
}

// The chapters of a recording: what a reader may want to go to.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { RunStatus } from '@/lib/protocol/status'
import type { ToolCall } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { messageTextOf } from '@/lib/run/message-text'
import { withoutMarks } from '../without-marks'
import type { Moment } from './moments'

interface Place {
  readonly id: string
  /** How many moments have passed with it. */
  readonly count: number
  /** Unix ms. */
  readonly at: number
}

/** A tool, or a function by its name, that a step calls `times` times. */
export interface CallInShort {
  readonly type: ToolCall['type']
  readonly name: string | null
  readonly times: number
}

/** A run comes into a status, a step with calls begins, or a message is there or begins. */
export type Chapter = Place &
  (
    | { readonly type: 'status'; readonly status: RunStatus }
    | { readonly type: 'step'; readonly calls: readonly CallInShort[] }
    | { readonly type: 'message'; readonly role: Message['role']; readonly beginning: string }
  )

/** Of a text so much is shown. */
const MAX_BEGINNING = 120

interface Source {
  readonly moments: readonly Moment[]
  readonly eventOf: (moment: Moment) => LoggedEvent | undefined
  /** A run as it ended, by its place in the recording. */
  readonly lastView: (run: number) => RunView
}

export function chaptersOf({ moments, eventOf, lastView }: Source): readonly Chapter[] {
  const chapters: Chapter[] = []
  const statuses = new Map<number, RunStatus>()
  const begun = new Set<string>()
  moments.forEach((moment, index) => {
    const base = { count: index + 1, at: moment.at }
    if ('message' in moment) {
      const { id, role } = moment.message
      chapters.push({ ...base, id, type: 'message', role, beginning: beginningOf(moment.message) })
      return
    }
    const data = eventOf(moment)?.data
    if (data === undefined || 'error' in data) return
    if (data.object === 'thread.run') {
      if (statuses.get(moment.run) === data.status) return
      statuses.set(moment.run, data.status)
      chapters.push({ ...base, id: `${data.id}/${moment.count}`, type: 'status', status: data.status })
    } else if (data.object === 'thread.run.step' && data.type === 'tool_calls' && !begun.has(data.id)) {
      begun.add(data.id)
      chapters.push({ ...base, id: data.id, type: 'step', calls: callsOf(lastView(moment.run), data.id) })
    } else if (data.object === 'thread.message' && !begun.has(data.id)) {
      begun.add(data.id)
      const whole = lastView(moment.run).messages.findLast(({ id }) => id === data.id) ?? data
      chapters.push({ ...base, id: data.id, type: 'message', role: data.role, beginning: beginningOf(whole) })
    }
  })
  return chapters
}

function callsOf({ steps }: RunView, id: string): readonly CallInShort[] {
  const details = steps.findLast((step) => step.id === id)?.step_details
  if (details?.type !== 'tool_calls') return []
  const calls: CallInShort[] = []
  for (const call of details.tool_calls) {
    const name = call.type === 'function' ? call.function.name : null
    const at = calls.findIndex((each) => each.type === call.type && each.name === name)
    const known = calls[at]
    if (known) calls[at] = { ...known, times: known.times + 1 }
    else calls.push({ type: call.type, name, times: 1 })
  }
  return calls
}

/** As much again is room for the marks of Markdown. */
const beginningOf = (message: Message) =>
  withoutMarks(messageTextOf(message).slice(0, 2 * MAX_BEGINNING))
    .replaceAll(/\s+/g, ' ')
    .slice(0, MAX_BEGINNING)

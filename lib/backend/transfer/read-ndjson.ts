// Reads messages, one a line: what is left where only an application's own database knows its conversations.
import { createReadStream } from 'node:fs'
import { textPart } from './as-stored'
import { copyId, fingerprintOf } from './fingerprint'
import { isId, isRaw, type Raw, type TransferSource, type UnitOrMissing } from './unit'

/** A line that has no end within so many characters is none of a message. */
const MAX_LINE = 4 * 1024 * 1024

interface Reading {
  /** For lines that tell no time, in Unix seconds. */
  readonly now: number
}

/** A line is `{"thread_id", "assistant_id", "message_id", "role", "text", "created_at"}`; what it lacks is made up. */
export const readNdjson = (path: string, reading: Reading): TransferSource => ({
  units: () => unitsOf(path, reading),
  close: async () => {},
})

async function* unitsOf(path: string, { now }: Reading): AsyncGenerator<UnitOrMissing> {
  /** Threads that have come, and how often the same was said in one of them at the same time. */
  const threads = new Set<string>()
  let number = 0
  let last = now
  for await (const line of linesOf(path)) {
    number += 1
    if (line !== null && line.trim() === '') continue
    const at = `line ${number}`
    const missing = { kind: 'message', id: at, threadId: null } as const
    if (line === null) {
      yield { ...missing, reason: 'too_large', detail: `${at} has more than ${MAX_LINE} characters.` }
      continue
    }
    const told = jsonOf(line)
    const threadId = isRaw(told) ? told['thread_id'] : undefined
    if (!isRaw(told) || !isId(threadId)) {
      yield { ...missing, reason: isRaw(told) ? 'no_id' : 'unreadable', detail: at }
      continue
    }
    last = secondsOf(told['created_at']) ?? last
    const message = messageOf(told, { threadId, seconds: last, number })
    if (!message) {
      yield { ...missing, threadId, reason: 'unreadable', detail: at }
      continue
    }
    if (!threads.has(threadId)) {
      threads.add(threadId)
      yield { kind: 'thread', id: threadId, threadId, raw: threadOf(threadId, last), isUnordered: true }
    }
    yield { kind: 'message', id: String(message['id']), threadId, raw: message, isUnordered: true }
  }
}

const threadOf = (id: string, created_at: number): Raw => ({
  id,
  object: 'thread',
  created_at,
  tool_resources: null,
  metadata: {},
})

interface Line {
  readonly threadId: string
  readonly seconds: number
  readonly number: number
}

function messageOf(told: Raw, { threadId, seconds, number }: Line): Raw | undefined {
  const { message_id, assistant_id, role, text } = told
  if ((role !== 'user' && role !== 'assistant') || typeof text !== 'string') return undefined
  const id = isId(message_id) ? message_id : madeUpId({ told, number })
  return {
    id,
    object: 'thread.message',
    created_at: seconds,
    thread_id: threadId,
    status: 'completed',
    incomplete_details: null,
    completed_at: seconds,
    incomplete_at: null,
    role,
    content: [textPart(text)],
    assistant_id: role === 'assistant' && typeof assistant_id === 'string' ? assistant_id : null,
    run_id: null,
    attachments: [],
    metadata: isRaw(told['metadata']) ? told['metadata'] : {},
  }
}

/** The same for the same line of the same file, so that it can be imported again. */
const madeUpId = (line: unknown) => copyId('msg_', fingerprintOf(line))

/** Of a moment in Unix seconds or milliseconds, or in words. */
function secondsOf(told: unknown): number | undefined {
  if (typeof told === 'string') return secondsOf(/^\d+(\.\d+)?$/.test(told) ? Number(told) : Date.parse(told) / 1000)
  if (typeof told !== 'number' || !Number.isFinite(told) || told < 0) return undefined
  return Math.floor(told >= 100_000_000_000 ? told / 1000 : told)
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Null in the place of a line that is too long. */
async function* linesOf(path: string): AsyncGenerator<string | null> {
  let rest = ''
  let isTooLong = false
  for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      yield isTooLong ? null : line.replace(/^\uFEFF/, '')
      isTooLong = false
    }
    if (rest.length > MAX_LINE) {
      isTooLong = true
      rest = ''
    }
  }
  if (isTooLong) yield null
  else if (rest !== '') yield rest
}

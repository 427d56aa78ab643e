// The items of a response as they are streamed: each is added, grows, and is done. Endpoints leave out some of these
// events, so what was not streamed is taken from the event that has it whole.
import { hexId } from '@/lib/backend/ids'
import type { ModelChunk } from '../model'
import { carriedItem, carriedPhase } from '../remote/carried-item'
import { outputsOf } from './ran-code'
import type { OutputItem, ResponseEvent } from './response-events'

interface Item {
  readonly kind: 'message' | 'call' | 'reasoning' | 'ran' | 'other'
  /** Parts of which something was handed on. */
  readonly said: Set<string>
  /** A call's place among the calls; undefined until it was handed on. */
  call: number | undefined
  /** The place among what the endpoint has run; undefined before its first word. */
  ran: number | undefined
  isDone: boolean
}

/** What no answer can be made from. */
export class BrokenItemError extends Error {
  override readonly name = 'BrokenItemError'
}

/** More than any model asks for at once. */
const MAX_ITEMS = 2_000

const kinds: Readonly<Record<string, Item['kind']>> = {
  message: 'message',
  function_call: 'call',
  reasoning: 'reasoning',
  code_interpreter_call: 'ran',
}

/** `take` hands on what an event says; `finish` what the response has as a whole and was not streamed. */
export function createOutputItems() {
  const items = new Map<string, Item>()
  const written: Written = { callIds: new Set(), ran: 0, hasText: false, lastText: undefined }

  /** Ids of items change in the middle at some endpoints; their places do not. */
  function itemOf({ output_index, item_id, item }: ResponseEvent, kind: Item['kind']): Item {
    const key = String(output_index ?? item_id ?? item?.id ?? kind)
    const known = items.get(key)
    if (known) return known
    if (items.size === MAX_ITEMS) throw new BrokenItemError(`It has more than ${MAX_ITEMS} parts.`)
    const made: Item = { kind, said: new Set(), call: undefined, ran: undefined, isDone: false }
    items.set(key, made)
    return made
  }

  return {
    /** Nothing is missing of what has begun. */
    areDone: () => [...items.values()].every(({ isDone }) => isDone),
    calls() {
      const calls = [...items.values()].filter(({ kind }) => kind === 'call')
      return calls.length === 0 ? 'none' : calls.every(({ isDone }) => isDone) ? 'whole' : 'half'
    },
    take(event: ResponseEvent): Iterable<ModelChunk> {
      const growth = growths[event.type]
      if (growth) return grow(event, growth, { item: itemOf(event, growth.kind), written })
      if (!event.item) return []
      const item = itemOf(event, kinds[event.item.type] ?? 'other')
      if (event.type === 'response.output_item.added') return begin(event.item, { item, written })
      return event.type === 'response.output_item.done' ? complete(event.item, { item, written }) : []
    },
    *finish(output: readonly OutputItem[]): Generator<ModelChunk> {
      const isStreamed = items.size > 0
      for (const [index, item] of output.entries()) {
        const known = items.get(String(index)) ?? items.get(item.id ?? '')
        if (isStreamed && !known) continue
        const event = { type: 'response.output_item.done', output_index: index, item_id: null, item } as ResponseEvent
        const place = known ?? itemOf(event, kinds[item.type] ?? 'other')
        yield* complete(item, { item: place, written })
      }
    },
  }
}

/** What was handed on of the answer so far. */
interface Written {
  readonly callIds: Set<string>
  /** How often the endpoint has run code. */
  ran: number
  hasText: boolean
  /** The message that was written last. */
  lastText: Item | undefined
}

interface At {
  readonly item: Item
  readonly written: Written
}

interface Growth {
  readonly kind: Item['kind']
  readonly says: 'text' | 'refusal' | 'summary' | 'thought' | 'arguments' | 'code'
  /** The field that has more of it, or all of it. */
  readonly field: 'delta' | 'text' | 'refusal' | 'arguments' | 'code'
}

const growths: Readonly<Record<string, Growth>> = {
  'response.output_text.delta': { kind: 'message', says: 'text', field: 'delta' },
  'response.output_text.done': { kind: 'message', says: 'text', field: 'text' },
  'response.refusal.delta': { kind: 'message', says: 'refusal', field: 'delta' },
  'response.refusal.done': { kind: 'message', says: 'refusal', field: 'refusal' },
  'response.reasoning_summary_text.delta': { kind: 'reasoning', says: 'summary', field: 'delta' },
  'response.reasoning_summary_text.done': { kind: 'reasoning', says: 'summary', field: 'text' },
  'response.reasoning_text.delta': { kind: 'reasoning', says: 'thought', field: 'delta' },
  'response.reasoning_text.done': { kind: 'reasoning', says: 'thought', field: 'text' },
  'response.function_call_arguments.delta': { kind: 'call', says: 'arguments', field: 'delta' },
  'response.function_call_arguments.done': { kind: 'call', says: 'arguments', field: 'arguments' },
  'response.code_interpreter_call_code.delta': { kind: 'ran', says: 'code', field: 'delta' },
  'response.code_interpreter_call_code.done': { kind: 'ran', says: 'code', field: 'code' },
}

function* grow(event: ResponseEvent, { says, field }: Growth, at: At): Generator<ModelChunk> {
  const piece = event[field] ?? ''
  const part = `${says}${event.summary_index ?? event.content_index ?? 0}`
  // What is said whole once more was said in pieces before.
  if (piece === '' || at.item.isDone || (field !== 'delta' && at.item.said.has(part))) return
  yield* say({ says, part, piece }, at)
}

interface Said {
  readonly says: Growth['says']
  readonly part: string
  readonly piece: string
}

const ranOf = (item: Item, written: Written) => (item.ran ??= written.ran++)

function* say({ says, part, piece }: Said, { item, written }: At): Generator<ModelChunk> {
  const { said, call } = item
  if (says === 'arguments') {
    // A call whose name is not known yet is handed on when it is done.
    if (call === undefined) return
    said.add(part)
    return yield { type: 'call', index: call, arguments: piece }
  }
  if (says === 'code') {
    said.add(part)
    return yield { type: 'ran', index: ranOf(item, written), code: piece }
  }
  if (says === 'summary' || says === 'thought') {
    // Some send what was thought and a summary of it.
    const other = says === 'summary' ? 'thought' : 'summary'
    if ([...said].some((each) => each.startsWith(other))) return
    const text = said.size > 0 && !said.has(part) ? `\n\n${piece}` : piece
    said.add(part)
    return yield { type: 'reasoning', text, field: null }
  }
  const isNext = written.lastText !== undefined && written.lastText !== item
  said.add(part)
  written.lastText = item
  written.hasText = true
  yield { type: says, text: isNext ? `\n\n${piece}` : piece }
}

function* begin(output: OutputItem, { item, written }: At): Generator<ModelChunk> {
  if (item.kind !== 'call' || item.call !== undefined || !output.name) return
  item.call = written.callIds.size
  const given = output.call_id || output.id
  // An id that another call has already is none: outputs could not be told apart.
  const id = given && !written.callIds.has(given) ? given : hexId('call_')
  written.callIds.add(id)
  yield { type: 'call', index: item.call, id, name: output.name, arguments: '' }
}

function* complete(output: OutputItem, at: At): Generator<ModelChunk> {
  const { item } = at
  if (item.isDone) return
  if (item.kind === 'call') {
    yield* begin(output, at)
    if (item.call === undefined) throw new BrokenItemError('It asked for a function call without naming the function.')
    // A function without parameters is often called with nothing at all.
    if (item.said.size === 0) yield* say({ says: 'arguments', part: 'all', piece: output.arguments || '{}' }, at)
  }
  if (item.kind === 'message') {
    yield* unsaid(output.content, at)
    // A model that says what its message is for wants that back with it.
    if (output.phase && at.written.lastText === item) {
      yield { type: 'reasoning', text: '', field: null, details: [carriedPhase(output.phase)] }
    }
  }
  if (item.kind === 'ran') {
    if (item.said.size === 0 && output.code) yield* say({ says: 'code', part: 'all', piece: output.code }, at)
    yield { type: 'ran', index: ranOf(item, at.written), code: '', outputs: outputsOf(output.outputs) }
  }
  if (item.kind === 'reasoning') {
    yield* unsaid(output.summary, at)
    yield* unsaid(output.content, at)
    yield* carry(output, at)
  }
  item.isDone = true
}

const saysOf: Readonly<Record<string, Growth['says']>> = {
  output_text: 'text',
  refusal: 'refusal',
  summary_text: 'summary',
  reasoning_text: 'thought',
}

/** The parts of which nothing was streamed. */
function* unsaid(parts: OutputItem['content'], at: At): Generator<ModelChunk> {
  for (const [index, { type, text, refusal }] of (parts ?? []).entries()) {
    const says = saysOf[type ?? '']
    const piece = text ?? refusal ?? ''
    if (says && piece !== '' && !at.item.said.has(`${says}${index}`)) {
      yield* say({ says, part: `${says}${index}`, piece }, at)
    }
  }
}

/**
 * Reasoning goes back encrypted, or as the text of models that do not encrypt it. An id alone would name something that
 * is not stored there.
 */
function* carry({ status: _status, ...output }: OutputItem, { written }: At): Generator<ModelChunk> {
  if (!output.encrypted_content && !output.content?.length) return
  const details = [carriedItem({ item: output, after_text: written.hasText, after_calls: written.callIds.size })]
  yield { type: 'reasoning', text: '', field: null, details }
}

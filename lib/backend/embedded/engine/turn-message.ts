// The message of a turn: pictures first, then its text, cut where something in it stands for a file.
import type { ContentPartDelta, StreamEvent } from '@/lib/protocol/event'
import type { Usage } from '@/lib/protocol/run'
import { patchMessage } from '@/lib/run/delta'
import { completeMessage, completeStep, newAnswer } from '@/lib/run/run-objects'
import { createMarkReader, noMarks, type MarkedText } from './marks'
import { beginStep, type Turn } from './turn'

export function* openMessage(turn: Turn): Generator<StreamEvent> {
  const { run, ids } = turn
  const seconds = turn.now()
  const message = newAnswer(run, { id: ids('msg_'), seconds })
  const details = { type: 'message_creation', message_creation: { message_id: message.id } } as const
  const step = beginStep(turn, details, seconds)
  turn.open = { kind: 'message', step, message, marks: createMarkReader(turn.marks ?? noMarks) }
  yield { event: 'thread.run.step.created', data: step }
  yield { event: 'thread.run.step.in_progress', data: step }
  yield { event: 'thread.message.created', data: message }
  yield { event: 'thread.message.in_progress', data: message }
  for (const [index, file_id] of [...(turn.images ?? []), ...turn.drawn.splice(0)].entries())
    yield* patchContent(turn, { index, type: 'image_file', image_file: { file_id } })
}

export function* writeText(
  turn: Turn,
  { type, text }: { readonly type: 'text' | 'refusal'; readonly text: string },
): Generator<StreamEvent> {
  // A chat completion's text and calls are two fields without an order; what comes after calls has no step to stand in.
  if (turn.open.kind === 'calls') return
  if (turn.open.kind === 'nothing') yield* openMessage(turn)
  if (turn.open.kind !== 'message') return
  if (type === 'text') {
    for (const piece of text === '' ? [{ text }] : turn.open.marks.read(text)) yield* writePiece(turn, piece)
    return
  }
  yield* writeRest(turn)
  const { index } = placeIn(turn, 'refusal')
  yield* patchContent(turn, { index, type, refusal: text })
}

/** What of the text was held back because it might have become a mark. */
function* writeRest(turn: Turn): Generator<StreamEvent> {
  if (turn.open.kind !== 'message') return
  for (const piece of turn.open.marks.end()) yield* writePiece(turn, piece)
}

function* writePiece(turn: Turn, { text, annotation }: MarkedText): Generator<StreamEvent> {
  const { index, part } = placeIn(turn, 'text')
  const { value, annotations } = part?.type === 'text' ? part.text : { value: '', annotations: [] }
  const [start_index, end_index] = [value.length, value.length + text.length]
  const noted = annotation && { index: annotations.length, ...annotation, text, start_index, end_index }
  const isFirst = part === undefined
  const said = { value: text, ...((noted ?? isFirst) && { annotations: noted ? [noted] : [] }) }
  yield* patchContent(turn, { index, type: 'text', text: said })
}

/** The part that goes on, or the place of a new one. */
function placeIn({ open }: Turn, type: 'text' | 'refusal') {
  const content = open.kind === 'message' ? open.message.content : []
  const last = content.at(-1)
  return last?.type === type ? { index: content.length - 1, part: last } : { index: content.length, part: undefined }
}

function* patchContent(turn: Turn, part: ContentPartDelta): Generator<StreamEvent> {
  if (turn.open.kind !== 'message') return
  const { message } = turn.open
  const data = { id: message.id, object: 'thread.message.delta', delta: { content: [part] } } as const
  turn.open = { ...turn.open, message: patchMessage(message, data) }
  yield { event: 'thread.message.delta', data }
}

interface Closing {
  readonly usage: Usage
  readonly reason?: 'max_tokens' | 'content_filter'
}

export function* closeMessage(turn: Turn, { usage, reason }: Closing): Generator<StreamEvent> {
  yield* writeRest(turn)
  if (turn.open.kind !== 'message') return
  const { step, message } = turn.open
  const seconds = turn.now()
  turn.open = { kind: 'nothing' }
  yield reason
    ? {
        event: 'thread.message.incomplete',
        data: { ...message, status: 'incomplete', incomplete_details: { reason }, incomplete_at: seconds },
      }
    : { event: 'thread.message.completed', data: completeMessage(message, seconds) }
  yield { event: 'thread.run.step.completed', data: completeStep(step, { seconds, usage }) }
}

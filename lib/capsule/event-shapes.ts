// What of each event is relied on by whoever folds it.
import { type Check, isId, isMoment, isNumber, isText, listOf, maybe, oneOf, orNull, shape } from './checks'
import { isAnnotation, isFound, isMessage, isRun, isStep, isThread, isUsage } from './shapes'

const isIndex: Check = (value) => Number.isInteger(value) && Number(value) >= 0
const delta = (fields: Readonly<Record<string, Check>>): Check => shape({ index: isIndex, ...fields })

const isMessageDelta = shape({
  id: isId,
  delta: shape({
    role: maybe(oneOf('user', 'assistant')),
    content: maybe(
      listOf(
        delta({
          type: oneOf('text', 'image_file', 'image_url', 'refusal'),
          text: maybe(shape({ value: maybe(isText), annotations: maybe(listOf(isAnnotation)) })),
          image_file: maybe(shape({ file_id: isText })),
          image_url: maybe(shape({ url: isText })),
          refusal: maybe(isText),
        }),
      ),
    ),
  }),
})

const isCallDelta = delta({
  id: maybe(isId),
  type: oneOf('function', 'code_interpreter', 'file_search'),
  function: maybe(shape({ name: maybe(isText), arguments: maybe(isText), output: maybe(isText) })),
  code_interpreter: maybe(
    shape({
      input: maybe(isText),
      outputs: maybe(
        listOf(delta({ type: oneOf('logs', 'image'), logs: maybe(isText), image: maybe(shape({ file_id: isText })) })),
      ),
    }),
  ),
  file_search: maybe(shape({ results: maybe(listOf(isFound)) })),
})

const isStepDelta = shape({
  id: isId,
  delta: shape({
    step_details: shape({
      type: oneOf('message_creation', 'tool_calls'),
      message_creation: maybe(shape({ message_id: maybe(isText) })),
      tool_calls: maybe(listOf(isCallDelta)),
    }),
  }),
})

/** An exact amount is counted digit by digit. */
const isAmount: Check = (value) => typeof value === 'string' && /^\d{1,15}(?:\.\d{1,12})?$/.test(value)
const isMoney = maybe(shape({ currency: isText, amount: isAmount }))
const note = (fields: Readonly<Record<string, Check>>): Check => shape({ step_id: isId, ...fields })

/** By what an event's `data` says that it is. */
export const shapeOf: Readonly<Record<string, Check>> = {
  thread: isThread,
  'thread.run': isRun,
  'thread.run.step': isStep,
  'thread.run.step.delta': isStepDelta,
  'thread.message': isMessage,
  'thread.message.delta': isMessageDelta,
  'playground.reasoning.delta': note({ text: isText, field: maybe(isText) }),
  'playground.request.adapted': note({ left_out: isNumber, without: listOf(isText) }),
  'playground.turn.counted': note({ cached_tokens: maybe(isNumber), reasoning_tokens: maybe(isNumber), cost: isMoney }),
  'playground.calls.written': note({
    usage: isUsage,
    calls: listOf(shape({ id: isId, name: isText, arguments: isText })),
  }),
  'playground.call.answered': note({
    call_id: isText,
    output: isText,
    files: maybe(listOf(shape({ path: isText, file_id: isText }))),
  }),
  'playground.responder.told': shape({
    call_id: isText,
    function: isText,
    status: oneOf('asked', 'working', 'answered', 'failed', 'declined'),
    rule: orNull(shape({ id: isText, name: isText, kind: isText })),
    output: maybe(isText),
    failure: maybe(isText),
    ms: maybe(isNumber),
    progress: maybe(shape({ progress: isNumber, total: orNull(isNumber), message: orNull(isText) })),
    logs: maybe(listOf(isText)),
  }),
  'playground.unknown': shape({ event: isText, data: isText, whole_length: maybe(isNumber) }),
}

export const isFailure = shape({ error: shape({ message: isText, type: maybe(isText), code: maybe(isText) }) })

export const isEntry = shape({
  seq: isIndex,
  at: isMoment,
  notBefore: maybe(isMoment),
  event: isText,
  source: oneOf('engine', 'stream', 'response', 'poll', 'import'),
})

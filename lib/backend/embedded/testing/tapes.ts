// A model that plays what a test has put on, and stands still where the test wants it to.
import { withResolvers } from '@/lib/backend/with-resolvers'
import {
  ModelError,
  type Model,
  type ModelChunk,
  type ModelInput,
  type ModelRegistry,
} from '@/lib/backend/models/model'

/** A place on a tape where playing stops until the test releases it. */
export interface Gate {
  /** Resolves when playing has come to the gate. */
  readonly reached: Promise<void>
  release(): void
  readonly pass: (signal: AbortSignal) => Promise<void>
}

export function createGate(): Gate {
  const reached = withResolvers()
  const open = withResolvers()
  return {
    reached: reached.promise,
    release: () => open.resolve(),
    async pass(signal) {
      reached.resolve()
      const stopped = withResolvers()
      const stop = () => stopped.resolve()
      signal.addEventListener('abort', stop)
      if (!signal.aborted) await Promise.race([open.promise, stopped.promise])
      signal.removeEventListener('abort', stop)
      if (signal.aborted) throw new Error('The tape was stopped.')
    },
  }
}

type Tape = readonly (ModelChunk | Gate | Error)[]

const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 }
export const tapeUsage = usage

export const text = (value: string): ModelChunk => ({ type: 'text', text: value })
export const stop: ModelChunk = { type: 'finish', reason: 'stop', usage }
export const cutOff: ModelChunk = { type: 'finish', reason: 'length', usage }

/** A call as models stream them: its head, then its arguments in pieces. */
export const call = (index: number, name: string, ...pieces: string[]): ModelChunk[] => [
  { type: 'call', index, id: `call_${name}_${index}`, name },
  ...pieces.map((piece): ModelChunk => ({ type: 'call', index, arguments: piece })),
]
export const stopForCalls: ModelChunk = { type: 'finish', reason: 'tool_calls', usage }

export const rateLimited = new ModelError('rate_limit_exceeded', 'The model is asked too often.')

/** `put` lays on what the next turns answer, in order; `inputs` are what the model was given. */
export function createTapes({ lifetimeSeconds }: { lifetimeSeconds?: number } = {}) {
  const tapes: Tape[] = []
  const inputs: ModelInput[] = []

  const answer: Model = async function* (input) {
    inputs.push(input)
    const tape = tapes.shift()
    if (!tape) throw new Error('No tape was put on for this turn.')
    for (const item of tape) {
      if (item instanceof Error) throw item
      if ('pass' in item) await item.pass(input.signal)
      else yield item
    }
  }

  const models: ModelRegistry = {
    names: [{ id: 'tape', owned_by: 'tests' }],
    defaultName: 'tape',
    find: () => ({ answer, lifetimeSeconds }),
  }
  return { models, inputs, put: (...added: Tape[]) => void tapes.push(...added) }
}

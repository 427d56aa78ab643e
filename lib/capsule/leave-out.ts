// Leaves out what a reader chose to leave out, wherever it stands: in objects, in their logs, and in notes.
import type { LoggedEvent, ResponderTold } from '@/lib/protocol/event'
import type { LeftOutKind } from './capsule'
import type { Holder } from './text-pieces'

/** What stands where something was left out. */
export const COVER = '█'
const LEFT_OUT = COVER.repeat(4)

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null

type Kinds = ReadonlySet<LeftOutKind>

/** What becomes of a field, by its name; undefined leaves it as it is. */
function leftOf(key: string, value: unknown, kinds: Kinds): { readonly value: unknown } | undefined {
  if (kinds.has('metadata') && key === 'metadata' && isHolder(value)) return { value: {} }
  if (kinds.has('instructions') && isInstructions(key) && isSaid(value)) return { value: LEFT_OUT }
  if (kinds.has('arguments') && (key === 'arguments' || key === 'input') && isSaid(value))
    return { value: key === 'arguments' ? JSON.stringify(LEFT_OUT) : LEFT_OUT }
  if (!kinds.has('outputs')) return undefined
  if (key === 'output' && isSaid(value)) return { value: LEFT_OUT }
  return (key === 'outputs' || key === 'results') && Array.isArray(value) ? { value: [] } : undefined
}

const isInstructions = (key: string) => key === 'instructions' || key === 'additional_instructions'
const isSaid = (value: unknown) => typeof value === 'string' && value !== ''

/** Changes the value in its place. */
export function leaveOut(value: unknown, kinds: Kinds): void {
  if (!isHolder(value)) return
  for (const key of Object.keys(value)) {
    const left = leftOf(key, value[key], kinds)
    if (left) value[key] = left.value
    else leaveOut(value[key], kinds)
  }
}

/** The same of a log, where texts that deltas would make whole must not come back piece by piece. */
export function leaveOutOfLog(events: readonly LoggedEvent[], kinds: Kinds): void {
  const told = new Set<string>()
  for (const { data } of events) {
    if ('error' in data) continue
    switch (data.object) {
      case 'thread.run.step.delta':
        leaveOutOnce(data.delta, { kinds, told, at: data.id })
        break
      case 'playground.reasoning.delta':
        if (kinds.has('reasoning')) (data as { text: string }).text = first(told, `${data.step_id}#`, LEFT_OUT)
        break
      case 'playground.responder.told':
        leaveOut(data, kinds)
        if (kinds.has('outputs')) leaveOutTold(data)
        break
      case 'playground.unknown':
        // Nobody knows what stands there.
        if (kinds.size > 0) (data as { data: string }).data = LEFT_OUT
        break
      default:
        leaveOut(data, kinds)
    }
  }
}

/** What a rule wrote and said on its way may have what it answers with. */
function leaveOutTold(told: ResponderTold) {
  const { progress } = told
  Object.assign(told, {
    ...(told.failure && { failure: LEFT_OUT }),
    ...(told.logs && { logs: [] }),
    ...(progress?.message && { progress: { ...progress, message: LEFT_OUT } }),
  })
}

interface Once {
  readonly kinds: Kinds
  readonly told: Set<string>
  readonly at: string
}

/** Of what grows the first piece is the cover, and the others are empty. */
function leaveOutOnce(value: unknown, { kinds, told, at }: Once): void {
  if (!isHolder(value)) return
  const own = `${at}/${typeof value['index'] === 'number' ? value['index'] : ''}`
  for (const key of Object.keys(value)) {
    const left = leftOf(key, value[key], kinds)
    if (!left) leaveOutOnce(value[key], { kinds, told, at: own })
    else value[key] = typeof left.value === 'string' ? first(told, `${own}/${key}`, left.value) : left.value
  }
}

function first(told: Set<string>, place: string, text: string): string {
  if (told.has(place)) return ''
  told.add(place)
  return text
}

// What there is to say of an object that is carried and yet cannot be here what it was there.
import type { TransferReason } from '@/lib/protocol/transfer'
import { toolKindOf } from '@/lib/run/tools-here'
import { isLack, isRaw, type Raw, type Unit } from './unit'
import { isWhole } from './whole-file'
import { withinLimits } from './within-limits'

interface Note {
  readonly reason: TransferReason
  readonly detail: string | null
}

export function notesOf(unit: Unit): readonly Note[] {
  const { kind, raw } = unit
  switch (kind) {
    case 'file':
      return isWhole(unit) ? [] : [{ reason: 'file_content', detail: detailOf(unit, 'filename') }]
    case 'vector_store':
      return unit.content && isLack(unit.content)
        ? [{ reason: 'vector_store_content', detail: detailOf(unit, 'name') }]
        : []
    case 'assistant':
      return [...notesOfExcess(raw), ...toolsOf(withinLimits(raw).object).flatMap(notesOfTool)]
    case 'run':
      return [...notesOfExcess(raw), ...notesOfStatus(raw)]
    case 'message':
    case 'step':
      return notesOfStatus(raw)
    case 'thread':
      return []
    default:
      return kind satisfies never
  }
}

/** Under what name it is known, and what of it is not here. */
function detailOf({ raw, content }: Unit, name: 'filename' | 'name'): string | null {
  const lack = content && isLack(content) ? content.lack : ''
  const words = [nameOf(raw[name]), lack].filter((word) => word)
  return words.length === 0 ? null : words.join(': ')
}

const notesOfStatus = ({ status }: Raw): readonly Note[] =>
  isUnderway(status) ? [{ reason: 'was_underway', detail: nameOf(status) }] : []

const notesOfExcess = (raw: Raw) =>
  withinLimits(raw).leftOut.map((detail): Note => ({ reason: 'definition_too_large', detail }))

const nameOf = (value: unknown) => (typeof value === 'string' ? value : null)

const toolsOf = ({ tools }: Raw): readonly Raw[] => (Array.isArray(tools) ? tools.filter(isRaw) : [])

function notesOfTool(tool: Raw): readonly Note[] {
  const kind = toolKindOf(tool['type'])
  switch (kind) {
    case 'function': {
      const called = tool['function']
      return [{ reason: 'function_endpoint', detail: isRaw(called) ? nameOf(called['name']) : null }]
    }
    // These run here.
    case 'code_interpreter':
    case 'file_search':
      return []
    case 'unknown':
      return [{ reason: 'unknown_tool', detail: nameOf(tool['type']) }]
    default:
      return kind satisfies never
  }
}

const underway: readonly unknown[] = ['queued', 'in_progress', 'requires_action', 'cancelling']

/** Whether something was not over when it was read. */
export const isUnderway = (status: unknown) => underway.includes(status)

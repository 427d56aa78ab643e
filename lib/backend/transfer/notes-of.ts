// What there is to say of an object that is carried whole and yet cannot be here what it was there.
import type { TransferReason } from '@/lib/protocol/transfer'
import { toolKindOf } from '@/lib/run/tools-here'
import { isRaw, type Raw, type Unit } from './unit'

interface Note {
  readonly reason: TransferReason
  readonly detail: string | null
}

export function notesOf({ kind, raw }: Unit): readonly Note[] {
  switch (kind) {
    case 'file':
      return [{ reason: 'file_content', detail: nameOf(raw['filename']) }]
    case 'vector_store':
      return [{ reason: 'vector_store_content', detail: nameOf(raw['name']) }]
    case 'assistant':
      return toolsOf(raw).map(noteOfTool)
    case 'run':
    case 'message':
    case 'step':
      return isUnderway(raw['status']) ? [{ reason: 'was_underway', detail: nameOf(raw['status']) }] : []
    case 'thread':
      return []
    default:
      return kind satisfies never
  }
}

const nameOf = (value: unknown) => (typeof value === 'string' ? value : null)

const toolsOf = ({ tools }: Raw): readonly Raw[] => (Array.isArray(tools) ? tools.filter(isRaw) : [])

function noteOfTool(tool: Raw): Note {
  const kind = toolKindOf(tool['type'])
  switch (kind) {
    case 'function': {
      const called = tool['function']
      return { reason: 'function_endpoint', detail: isRaw(called) ? nameOf(called['name']) : null }
    }
    case 'code_interpreter':
    case 'file_search':
      return { reason: kind, detail: null }
    case 'unknown':
      return { reason: 'unknown_tool', detail: nameOf(tool['type']) }
    default:
      return kind satisfies never
  }
}

const underway: readonly unknown[] = ['queued', 'in_progress', 'requires_action', 'cancelling']

/** Whether something was not over when it was read. */
export const isUnderway = (status: unknown) => underway.includes(status)

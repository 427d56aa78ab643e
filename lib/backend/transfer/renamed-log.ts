import type { LoggedEvent } from '@/lib/protocol/event'
import { isRaw } from './unit'

/** The log of a copy: the same under its new ids. `isThread`: messages and their thread have new ones, too. */
export function renamedLog(
  log: readonly LoggedEvent[],
  to: (id: unknown) => unknown,
  { isThread }: { readonly isThread: boolean },
): readonly LoggedEvent[] {
  const names = isThread ? ofThread : ofRun
  return log.map((event) => ({ ...event, data: renamedData(event.data, to, names) }) as LoggedEvent)
}

interface Names {
  /** What it is that gets a new id. */
  readonly objects: readonly string[]
  readonly fields: readonly string[]
}

const ofRun: Names = {
  objects: ['thread.run', 'thread.run.step', 'thread.run.step.delta'],
  fields: ['run_id', 'step_id'],
}
const ofThread: Names = {
  objects: [...ofRun.objects, 'thread', 'thread.message', 'thread.message.delta'],
  fields: [...ofRun.fields, 'thread_id', 'message_id'],
}

function renamedData(data: unknown, to: (id: unknown) => unknown, names: Names): unknown {
  if (Array.isArray(data)) return data.map((each) => renamedData(each, to, names))
  if (!isRaw(data)) return data
  const isNamed = names.objects.includes(String(data['object']))
  const entries = Object.entries(data).map(([key, value]): [string, unknown] => {
    if ((key === 'id' && isNamed) || names.fields.includes(key)) return [key, to(value)]
    return [key, key === 'metadata' ? value : renamedData(value, to, names)]
  })
  return Object.fromEntries(entries)
}

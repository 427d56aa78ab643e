import { emptyView, fold } from '@/lib/run/fold'
import type { Recording } from '@/lib/run/recording'

/** The ids of the files that messages and steps name, each once. */
export function filesIn({ messages, runs }: Pick<Recording, 'messages' | 'runs'>): readonly string[] {
  const ids = new Set<string>()
  gather([messages, runs.map(({ events }) => fold(emptyView, events).steps)], ids)
  return [...ids]
}

function gather(value: unknown, ids: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'file_id' && typeof inner === 'string' && inner !== '') ids.add(inner)
    else gather(inner, ids)
  }
}

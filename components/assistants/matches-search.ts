import type { Assistant } from '@/lib/protocol/assistant'

/** Whether every word of a search stands in an assistant's name, description, model or id, in any case. */
export function matchesSearch({ name, description, model, id }: Assistant, q: string): boolean {
  const text = [name, description, model, id].filter(Boolean).join('\n').toLocaleLowerCase()
  return q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word))
}

import type { Assistant } from '@/lib/protocol/assistant'

/** Whether every word of a search stands in an assistant's name, description or model, in any case, or is its id. */
export function matchesSearch({ name, description, model, id }: Assistant, q: string): boolean {
  const text = [name, description, model].filter(Boolean).join('\n').toLocaleLowerCase()
  return q.split(/\s+/).every((word) => word === id || text.includes(word.toLocaleLowerCase()))
}

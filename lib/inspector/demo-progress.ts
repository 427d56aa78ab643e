import type { Demo, DemoMessage } from '@/lib/protocol/demo'

/** How far a demo has come in a thread. */
export interface DemoProgress {
  /** How many of its messages were sent. */
  readonly sent: number
  readonly total: number
  /** What was sent last, and what comes next; null where there is none. */
  readonly last: DemoMessage | null
  readonly next: DemoMessage | null
}

/**
 * What of a demo was said in a thread. `said`: what people wrote there, oldest first. A demo's messages count in their
 * order; what was said besides, on a question from the audience, is passed over.
 */
export function demoProgressOf({ messages }: Demo, said: readonly string[]): DemoProgress {
  let sent = 0
  for (const text of said) if (messages[sent]?.text.trim() === text.trim()) sent += 1
  return { sent, total: messages.length, last: messages[sent - 1] ?? null, next: messages[sent] ?? null }
}

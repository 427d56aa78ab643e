// What the window that presents and the presenter's own window tell each other.
import type { DemoMessage } from '@/lib/protocol/demo'
import type { RunStatus } from '@/lib/protocol/status'

/** How the demo stands, as the presenter's window shows it. */
export interface DemoTold {
  readonly kind: 'state'
  readonly sent: number
  readonly total: number
  readonly last: DemoMessage | null
  readonly next: DemoMessage | null
  readonly isBusy: boolean
  /** Of the newest run; null where there is none. */
  readonly status: RunStatus | null
  /** When the first message was said, in Unix ms; null before that. */
  readonly sinceMs: number | null
}

/** `hello`: tell me how it stands; `next`: send the next message; `bye`: nobody presents any more. */
export type DemoWord = DemoTold | { readonly kind: 'hello' | 'next' | 'bye' }

export interface DemoChannel {
  readonly tell: (word: DemoWord) => void
  readonly close: () => void
}

/** All windows of this browser that are about the same thread. */
export function openDemoChannel(thread: string, onWord: (word: DemoWord) => void): DemoChannel {
  const channel = new BroadcastChannel(`demo:${thread}`)
  channel.onmessage = ({ data }: MessageEvent<DemoWord>) => onWord(data)
  return { tell: (word) => channel.postMessage(word), close: () => channel.close() }
}

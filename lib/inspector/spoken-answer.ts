import type { Message } from '@/lib/protocol/message'
import { messageTextOf } from '@/lib/run/message-text'
import { withoutMarks } from './without-marks'

/** Nobody waits for more to be read out; the message itself has all of it. */
const MAX_LENGTH = 2_000

/** What a run has answered, for a voice to read out: its whole messages, without the marks of Markdown. */
export function spokenAnswerOf(messages: readonly Pick<Message, 'status' | 'content'>[]): string {
  const text = messages
    .filter(({ status }) => status === 'completed')
    .map(messageTextOf)
    .join('\n\n')
  // As much again is room for the marks.
  const spoken = withoutMarks(text.slice(0, 2 * MAX_LENGTH))
  return spoken.length > MAX_LENGTH ? `${spoken.slice(0, MAX_LENGTH)}…` : spoken
}

import type { Messages } from './catalogue-en'
import { pickMessages } from './merge-messages'

/**
 * Texts on their way to a browser, as JSON: a page that carries them as objects has them written and read once for each
 * request, and node by node (`docs/benchmarks.md`).
 */
export type MessageText = string

const written = new WeakMap<Messages, Map<readonly string[], MessageText>>()

/** Of these paths, which stand in a table. Written once for each catalogue. */
export function messageText(messages: Messages, paths: readonly string[]): MessageText {
  const known = written.get(messages) ?? new Map<readonly string[], MessageText>()
  written.set(messages, known)
  const text = known.get(paths) ?? JSON.stringify(pickMessages(messages, paths))
  known.set(paths, text)
  return text
}

const read = new Map<MessageText, Partial<Messages>>()

/** What such a text says. There are as many as sections and languages, so each is kept. */
export function messagesIn(text: MessageText): Partial<Messages> {
  const messages = read.get(text) ?? (JSON.parse(text) as Partial<Messages>)
  read.set(text, messages)
  return messages
}

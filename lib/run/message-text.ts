import type { Message } from '@/lib/protocol/message'

/** All that a message says in words, its parts apart by an empty line. Pictures say nothing. */
export const messageTextOf = ({ content }: Pick<Message, 'content'>): string =>
  content
    .flatMap((part) => {
      if (part.type === 'text') return [part.text.value]
      return part.type === 'refusal' ? [part.refusal] : []
    })
    .join('\n\n')

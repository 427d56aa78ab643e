import type { CreateMessageBody } from '@/lib/protocol/message'
import type { Files } from '../files/files'
import { imagesIn, type NamedFile, namedInMessage, requireImages } from '../files/named-files'

/**
 * The files that come with messages of a request, which are in its field `param`. Throws ApiError (400) for what cannot
 * come with a message; whether they are there is to be asked in the transaction that stores the messages.
 */
export async function filesOfMessages(
  messages: readonly CreateMessageBody[],
  files: Files,
  param?: string,
): Promise<readonly NamedFile[]> {
  const named: NamedFile[] = []
  for (const [index, message] of messages.entries()) {
    const at = param === undefined ? '' : `${param}[${index}].`
    await requireImages(files, imagesIn(message, at))
    named.push(...namedInMessage(message, at))
  }
  return named
}

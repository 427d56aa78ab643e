// What a run was made of, for code that makes it again.
import { MAX_NEW_MESSAGES } from '@/lib/protocol/limits'
import type { ContentPart, Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { createReferences, MAX_WRITTEN, type Reference, type References } from './code-reference'
import { runBodyOf } from './run-body'

type Body = Readonly<Record<string, unknown>>

interface Program {
  readonly messages: readonly Body[]
  readonly body: Body
  readonly references: References
  /** What differs from the run, as a comment. */
  readonly notes: readonly string[]
  /** Its functions are the reader's: their outputs are not known here. */
  readonly callsFunctions: boolean
}

export function programOf(run: Run, before: readonly Message[]): Program {
  const references = createReferences()
  const messages = before.slice(-MAX_NEW_MESSAGES).flatMap((message): readonly Body[] => {
    const body = messageOf(message, references)
    return body ? [body] : []
  })
  const left = before.length - MAX_NEW_MESSAGES
  return {
    messages,
    body: settingsOf(run, references),
    references,
    notes: left > 0 ? [`The last ${MAX_NEW_MESSAGES} of the ${before.length} messages that the run had.`] : [],
    callsFunctions: run.tools.some(({ type }) => type === 'function'),
  }
}

function settingsOf(run: Run, references: References): Body {
  const from = { path: `/threads/${run.thread_id}/runs/${run.id}`, noun: 'runs', id: run.id }
  const within = { thread_id: run.thread_id }
  return Object.fromEntries(
    Object.entries(runBodyOf(run)).map(([name, value]) =>
      JSON.stringify(value).length > MAX_WRITTEN
        ? [name, references.put({ ...from, within, at: [name] })]
        : [name, value],
    ),
  )
}

/** Undefined for a message without content: it broke off before its first word. */
function messageOf(message: Message, references: References): Body | undefined {
  const { id, thread_id, role, attachments } = message
  const from = { path: `/threads/${thread_id}/messages/${id}`, noun: 'messages', id, within: { thread_id } }
  const content = message.content.flatMap((part, index): readonly Body[] => {
    const put = (...at: Reference['at']) => references.put({ ...from, at: ['content', index, ...at] })
    const body = partOf(part, put)
    return body ? [body] : []
  })
  const [only] = content
  if (only === undefined) return undefined
  const isPlain = content.length === 1 && only.type === 'text'
  return { role, content: isPlain ? only.text : content, ...(attachments?.length && { attachments }) }
}

/** A page may have only the beginning of a text, and of a picture its address here: those are long, or no address. */
function partOf(part: ContentPart, put: (...at: Reference['at']) => string): Body | undefined {
  const text = (value: string, ...at: Reference['at']) => (value.length > MAX_WRITTEN ? put(...at) : value)
  switch (part.type) {
    case 'text':
      return part.text.value === '' ? undefined : { type: 'text', text: text(part.text.value, 'text', 'value') }
    case 'refusal':
      return { type: 'text', text: text(part.refusal, 'refusal') }
    case 'image_url': {
      const { url, ...rest } = part.image_url
      const place = ['image_url', 'url'] as const
      return {
        type: 'image_url',
        image_url: { url: url.startsWith('/') ? put(...place) : text(url, ...place), ...rest },
      }
    }
    case 'image_file':
      return part
    default:
      return part satisfies never
  }
}

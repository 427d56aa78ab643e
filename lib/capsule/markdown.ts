// A conversation as Markdown, for whoever reads it elsewhere.
import { isDeclined, type CallFate, type CallFates } from '@/lib/run/call-responder'
import { emptyView, fold } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { byId } from '@/lib/run/by-id'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { Capsule } from './capsule'

/** The words around what was said, in the reader's language. */
export interface MarkdownWords {
  readonly untitled: string
  readonly user: string
  readonly assistant: string
  readonly called: string
  readonly answered: string
  /** Of a call that a person did not allow: over what the model was told. */
  readonly declined: string
  readonly picture: string
  readonly file: string
  /** How a run ended that did not complete. */
  readonly ended: (status: RunStatus) => string
}

type Entry = { readonly at: number } & (
  | { readonly message: Message }
  | { readonly step: Step; readonly fates: CallFates }
  | { readonly end: Run }
)

export function markdownOf({ recording, files }: Capsule, words: MarkdownWords): string {
  const names = new Map(recording.assistants.map(({ id, name }) => [id, name]))
  const filenames = new Map(files.map(({ file }) => [file.id, file.filename]))
  const fileOf = (id: string) => filenames.get(id) ?? id
  const parts = entriesOf(recording).map((entry) => {
    if ('end' in entry) return endText(entry.end, words)
    if ('step' in entry) return stepText(entry, words)
    return messageText(entry.message, { words, fileOf, name: names.get(entry.message.assistant_id ?? '') ?? '' })
  })
  return `${[`# ${inLine(recording.title ?? '') || words.untitled}`, ...parts].join('\n\n')}\n`
}

/** In the order in which it happened; within a second a run's calls come before what was said of them, its end last. */
function entriesOf({ messages, runs }: Capsule['recording']): readonly Entry[] {
  const views = runs.map(({ events }) => fold(emptyView, events))
  const steps = views.flatMap(({ steps, responders }) =>
    steps.flatMap((step) => (step.step_details.type === 'tool_calls' ? [{ step, fates: responders }] : [])),
  )
  const order = new Map(messages.map(({ id }, index) => [id, index]))
  const said = messages.map((message): Entry => ({ at: message.created_at, message }))
  const done = steps.map(({ step, fates }): Entry => ({ at: step.created_at, step, fates }))
  const ended = views.flatMap(({ run, log }): readonly Entry[] =>
    run && isTerminal(run.status) && run.status !== 'completed'
      ? [{ at: Math.floor((log.at(-1)?.lastAt ?? 0) / 1000), end: run }]
      : [],
  )
  return [...said, ...done, ...ended].toSorted((a, b) => a.at - b.at || placeOf(a, order) - placeOf(b, order))
}

function placeOf(entry: Entry, order: ReadonlyMap<string, number>) {
  if ('end' in entry) return order.size + 1
  if ('step' in entry) return 0
  return entry.message.role === 'user' ? -1 : 1 + (order.get(entry.message.id) ?? 0)
}

interface Saying {
  readonly words: MarkdownWords
  readonly fileOf: (id: string) => string
  readonly name: string
}

function messageText(message: Message, { words, fileOf, name }: Saying): string {
  const who = message.role === 'user' ? words.user : inLine(name) || words.assistant
  const said = message.content.map((part) => {
    switch (part.type) {
      case 'text':
        return part.text.value
      case 'refusal':
        return part.refusal
      case 'image_file':
        return `[${words.picture}: ${inLine(fileOf(part.image_file.file_id))}]`
      case 'image_url':
        return `[${words.picture}]`
      default:
        return part satisfies never
    }
  })
  const attached = (message.attachments ?? []).flatMap(({ file_id: id }) =>
    id ? [`[${words.file}: ${inLine(fileOf(id))}]`] : [],
  )
  return [`## ${who}`, ...said, ...attached].join('\n\n')
}

const endText = ({ status, last_error: error }: Run, { ended }: MarkdownWords) =>
  [`**${ended(status)}**`, ...(error ? [`> ${inLine(error.message)}`] : [])].join('\n\n')

const stepText = ({ step: { step_details: details }, fates }: Extract<Entry, { step: Step }>, words: MarkdownWords) =>
  details.type === 'tool_calls'
    ? details.tool_calls.map((call) => callText(call, byId(fates, call.id), words)).join('\n\n')
    : ''

function callText(call: ToolCall, fate: CallFate | undefined, { called, answered, declined }: MarkdownWords): string {
  switch (call.type) {
    case 'function': {
      const { name, arguments: given, output } = call.function
      const answer = output === null ? [] : [`${isDeclined(fate) ? declined : answered}:`, fenced(output)]
      return [`**${called} \`${inLine(name)}\`**`, fenced(given), ...answer].join('\n\n')
    }
    case 'code_interpreter': {
      const { input, outputs } = call.code_interpreter
      const logs = outputs.flatMap((output) => (output.type === 'logs' ? [fenced(output.logs)] : []))
      return [`**${called} \`code_interpreter\`**`, fenced(input), ...logs].join('\n\n')
    }
    case 'file_search': {
      const found = (call.file_search.results ?? []).map(({ file_name }) => `- ${inLine(file_name)}`)
      return [`**${called} \`file_search\`**`, ...(found.length > 0 ? [found.join('\n')] : [])].join('\n\n')
    }
    default:
      return call satisfies never
  }
}

/** A fence is longer than any within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(({ 0: ticks }) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

const inLine = (text: string) => text.replace(/\s+/g, ' ').trim()

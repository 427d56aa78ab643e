// The code interpreter: Python in a session of the thread, beside the files of the assistant and the thread.
import type { CodeOutputDelta } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { CellResult, PythonSessions } from '@/lib/backend/python/cell-result'
import { freeNames } from '@/lib/backend/python/safe-names'
import type { Store } from '@/lib/backend/store/store'
import { withResolvers } from '@/lib/backend/with-resolvers'
import type { Files } from '../files/files'
import { answerOf, describe, type Kept } from './code-words'
import { HostedToolError, type HostedEvent, type HostedTool } from './hosted-tool'
import { resourcesOf } from './run-resources'

interface CodeInterpreterOptions {
  readonly store: Store
  readonly files: Pick<Files, 'create' | 'bytes' | 'remove'>
  readonly sessions: PythonSessions
}

/** What code writes becomes files of the connection. Throws `HostedToolError` where Python cannot run here. */
export const createCodeInterpreter = ({ store, files, sessions }: CodeInterpreterOptions): HostedTool => ({
  type: 'code_interpreter',
  async declaration(run) {
    const mounted = await filesOf(store, run)
    const code = { type: 'string', description: 'Python code. The value of its last line is shown, too.' }
    return {
      description: describe(freeNames(mounted.map(({ name }) => name))),
      parameters: { type: 'object', properties: { code }, required: ['code'] },
    }
  },
  // While the model writes.
  ready: async (run) => sessions.expect(run.thread_id),
  async *execute(call, { run, signal }) {
    const mounted = (await filesOf(store, run)).map((file) => ({
      ...file,
      size: () => files.bytes.size(file.id),
      read: () => files.bytes.read(file.id),
    }))
    const cell = begin((onOutput) =>
      sessions.run(run.thread_id, { code: call.input, files: mounted, signal, onOutput }),
    )
    yield* cell.logs
    const result = await cell.result
    signal.throwIfAborted()
    if (result.code === 'UNAVAILABLE') throw new HostedToolError(`The code interpreter cannot run: ${result.error}`)
    const { logs, error } = result
    if (error !== null) yield outputs([{ index: 0, type: 'logs', logs: onOwnLine(logs, error) }])
    // A process of this server may have had the session before.
    const wasReset = result.wasReset || (result.isNewSession && (await hasRunCode(store, run, call.ordinal)))
    const kept = await keep(files, result, signal)
    const before = logs === '' && error === null ? 0 : 1
    if (kept.pictures.length > 0) {
      yield outputs(kept.pictures.map(({ file_id }, at) => ({ index: before + at, type: 'image', image: { file_id } })))
    }
    const written = kept.files.map(({ path, file_id }) => ({ path, file_id }))
    yield { type: 'answer', output: answerOf(result, { ...kept, wasReset }), files: written }
  },
})

const outputs = (all: readonly CodeOutputDelta[]): HostedEvent => ({ type: 'outputs', outputs: all })

const onOwnLine = (before: string, text: string) => (before === '' || before.endsWith('\n') ? text : `\n${text}`)

/** Files of the assistant and of the thread, in the order in which they are put into the session. */
async function filesOf(store: Store, run: Run) {
  const { ofAssistant, ofThread } = await resourcesOf(store, run)
  const ids = [ofAssistant, ofThread].flatMap((resources) => resources.code_interpreter?.file_ids ?? [])
  const found = await Promise.all([...new Set(ids)].map((id) => store.files.get(id)))
  return found.flatMap((file) => (file ? [{ id: file.id, name: file.filename }] : []))
}

/** Runs a cell and says what it prints as it does. */
function begin(run: (onOutput: (text: string) => void) => Promise<CellResult>) {
  let waiting = ''
  let isOver = false
  let more = withResolvers()
  const wake = () => {
    more.resolve()
    more = withResolvers()
  }
  const result = run((text) => {
    waiting += text
    wake()
  }).finally(() => {
    isOver = true
    wake()
  })
  async function* logs(): AsyncGenerator<HostedEvent> {
    while (!isOver || waiting !== '') {
      const next = more.promise
      if (waiting === '') await next
      const text = waiting
      waiting = ''
      if (text !== '') yield outputs([{ index: 0, type: 'logs', logs: text }])
    }
  }
  return { result, logs: logs() }
}

/** Stores what a cell has made: all of it, or nothing where the run ends meanwhile. */
async function keep(files: CodeInterpreterOptions['files'], result: CellResult, signal: AbortSignal): Promise<Kept> {
  const stored: string[] = []
  try {
    return await storeAll(result, async ({ name, bytes }) => {
      signal.throwIfAborted()
      const made = await files.create({ filename: name, purpose: 'assistants_output', bytes: inOnePiece(bytes) })
      stored.push(made.id)
      signal.throwIfAborted()
      return made.id
    })
  } catch (error) {
    // Nobody would know of them.
    await Promise.allSettled(stored.map((id) => files.remove(id)))
    throw error
  }
}

type StoreFile = (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<string>

async function storeAll({ images, files: others }: CellResult, store: StoreFile): Promise<Kept> {
  const pictures: { name: string; file_id: string; path: string | null }[] = []
  for (const { name, path, bytes } of images) pictures.push({ name, path, file_id: await store({ name, bytes }) })
  const written: { path: string; file_id: string }[] = pictures.flatMap(({ path, file_id }) =>
    path === null ? [] : [{ path, file_id }],
  )
  for (const { name, path, bytes } of others) written.push({ path, file_id: await store({ name, bytes }) })
  return { pictures, files: written }
}

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes
}

/** Whether code was run in the thread before, as far as its newest steps tell. */
async function hasRunCode(store: Store, run: Run, ordinal: number): Promise<boolean> {
  if (ordinal > 0) return true
  const { data } = await store.steps.piece({ threadId: run.thread_id, exceptRun: run.id })
  return data.some(
    ({ step_details: details }) =>
      details.type === 'tool_calls' && details.tool_calls.some(({ type }) => type === 'code_interpreter'),
  )
}

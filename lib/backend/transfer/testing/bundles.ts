// Exports as other tools write them, with one of everything.
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { onTestFinished } from 'vitest'
import { ZipFile } from 'yazl'
import { MANIFEST_SCHEMA, THREAD_SCHEMA } from '../read-bundle'

export const THEN = 1_700_000_000

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-transfer-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

type Raw = Readonly<Record<string, unknown>>

export const assistantIn = (id: string, more: Raw = {}): Raw => ({
  id,
  object: 'assistant',
  created_at: THEN,
  name: `Named ${id}`,
  description: null,
  model: 'tape',
  instructions: 'Be kind.',
  tools: [],
  top_p: 1,
  temperature: 1,
  reasoning_effort: null,
  tool_resources: {},
  metadata: { from: 'elsewhere' },
  response_format: 'auto',
  ...more,
})

export const messageIn = (id: string, text: string, more: Raw = {}): Raw => ({
  id,
  object: 'thread.message',
  created_at: THEN + 10,
  assistant_id: null,
  thread_id: 'thread_old',
  run_id: null,
  role: 'user',
  content: [{ type: 'text', text: { value: text, annotations: [] } }],
  attachments: [],
  metadata: {},
  ...more,
})

export const runIn = (id: string, more: Raw = {}): Raw => ({
  id,
  object: 'thread.run',
  created_at: THEN + 11,
  assistant_id: 'asst_gone',
  thread_id: 'thread_old',
  status: 'completed',
  started_at: THEN + 11,
  expires_at: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: THEN + 15,
  required_action: null,
  last_error: null,
  incomplete_details: null,
  model: 'gpt-4o',
  instructions: 'Be kind.',
  tools: [],
  tool_resources: {},
  metadata: { of: 'a run' },
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  temperature: 1,
  top_p: 1,
  max_prompt_tokens: null,
  max_completion_tokens: null,
  truncation_strategy: { type: 'auto', last_messages: null },
  tool_choice: 'auto',
  parallel_tool_calls: true,
  response_format: 'auto',
  steps: [stepIn('step_old', id)],
  ...more,
})

export const stepIn = (id: string, run_id: string, more: Raw = {}): Raw => ({
  id,
  object: 'thread.run.step',
  created_at: THEN + 12,
  run_id,
  assistant_id: 'asst_gone',
  thread_id: 'thread_old',
  type: 'message_creation',
  status: 'completed',
  cancelled_at: null,
  completed_at: THEN + 15,
  expires_at: null,
  expired_at: null,
  failed_at: null,
  last_error: null,
  metadata: {},
  step_details: { type: 'message_creation', message_creation: { message_id: 'msg_b' } },
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  ...more,
})

const cited = {
  type: 'file_citation',
  text: '【4:0†a.txt】',
  start_index: 4,
  end_index: 15,
  file_citation: { file_id: 'file-1' },
}

/** A thread of an assistant that is gone: three messages of one second, a run with a step, a file. */
export const oldThread = (more: Raw = {}): Raw => ({
  export_schema: THREAD_SCHEMA,
  thread_id: 'thread_old',
  exported_at: '2026-08-20T00:00:00Z',
  thread: { id: 'thread_old', object: 'thread', created_at: THEN + 9, metadata: { user: '7' }, tool_resources: {} },
  messages: [
    messageIn('msg_z', 'The first question'),
    messageIn('msg_a', 'and more of it'),
    messageIn('msg_b', 'The answer', {
      role: 'assistant',
      assistant_id: 'asst_gone',
      run_id: 'run_old',
      content: [{ type: 'text', text: { value: 'See 【4:0†a.txt】', annotations: [cited] } }],
    }),
  ],
  runs: [runIn('run_old')],
  files: { 'file-1': { id: 'file-1', object: 'file', filename: 'a.txt', bytes: 3, purpose: 'assistants' } },
  errors: [],
  ...more,
})

export type Files = Readonly<Record<string, unknown>>

/** An export as the public exporter lays it out. */
export const oldExport = (more: Files = {}): Files => ({
  'manifest.json': {
    export_schema: MANIFEST_SCHEMA,
    script_version: '1.0.0',
    exported_at: '2026-08-20T00:00:00Z',
    endpoint: 'openai',
    base_url: 'https://api.example/v1',
    assistants_count: 2,
    threads_requested: 1,
    threads_exported: 1,
    threads_failed: [],
  },
  'assistants.json': [assistantIn('asst_z', { created_at: THEN + 1 }), assistantIn('asst_a')],
  'threads/thread_old.json': oldThread(),
  ...more,
})

export const textOf = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content))

export async function folderOf(files: Files): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), textOf(content))
  }
  return folder
}

export async function zipFileOf(files: Files): Promise<string> {
  const path = join(await temporaryFolder(), 'export.zip')
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(textOf(content)), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

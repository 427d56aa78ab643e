// Reads from the wire what a shared file is made of.
import { queryOptions } from '@tanstack/react-query'
import { toBase64 } from '@/lib/capsule/base64'
import {
  type Capsule,
  CAPSULE_SCHEMA,
  CAPSULE_VERSION,
  type CapsuleFile,
  MAX_CAPSULE_BYTES,
} from '@/lib/capsule/capsule'
import { filesIn } from '@/lib/capsule/files-in'
import { isNotFound } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { RecordedRun } from '@/lib/run/recording'
import { createClient, type Client } from '@/lib/wire-client/create-client'
import { answerOf, search } from '@/lib/wire-client/requests'
import type { Api } from './api'
import { sendFromBrowser } from './browser-send'
import { logOf } from './recording-query'

export interface CapsuleSubject {
  readonly threadId: string
  /** Null for the whole thread. */
  readonly runId: string | null
}

export interface CapsuleSource {
  /** With everything in it; files without their bytes. */
  readonly capsule: Capsule
  /** How many runs are still underway: their logs go as far as they went. */
  readonly underway: number
}

/** Read anew each time: what is shared is what is there now. */
export const capsuleSourceQuery = (api: Api, subject: CapsuleSubject) =>
  queryOptions({
    queryKey: [api.connection, 'capsule-source', subject],
    queryFn: ({ signal }) => readSource(api, subject, signal),
    staleTime: Infinity,
    gcTime: 0,
  })

async function readSource(api: Api, { threadId, runId }: CapsuleSubject, signal: AbortSignal): Promise<CapsuleSource> {
  const client = createClient(api.connection, sendFromBrowser)
  const [thread, summary, said, all] = await Promise.all([
    api.threads.raw(threadId, { signal }),
    api.threads.get(threadId, { signal }),
    allOf<Message>(client, `/threads/${encodeURIComponent(threadId)}/messages`, signal),
    allOf<Run>(client, `/threads/${encodeURIComponent(threadId)}/runs`, signal),
  ])
  const asked = runId === null ? all : all.filter(({ id }) => id === runId)
  const runs: RecordedRun[] = []
  for (const run of asked) runs.push({ id: run.id, events: await logOf(api, { id: run.id, run }, signal) })
  const messages = runId === null ? said : upTo(said, asked[0])
  const assistants = await Promise.all(
    [...new Set(asked.map(({ assistant_id: id }) => id))].map((id) => orNone(api.seenAssistants.get(id, { signal }))),
  )
  const labels = await Promise.all(asked.map(({ id }) => orNone(api.runs.summary(id, { signal }))))
  const capsule: Capsule = {
    schema: CAPSULE_SCHEMA,
    version: CAPSULE_VERSION,
    exported_ms: Date.now(),
    run_id: runs.some(({ id }) => id === runId) ? runId : null,
    recording: { thread, title: summary.title ?? summary.preview, messages, runs, assistants: assistants.flat() },
    labels: {
      thread: summary.labels,
      runs: Object.fromEntries(labels.flat().flatMap((run) => (run.labels.length > 0 ? [[run.id, run.labels]] : []))),
    },
    files: await describedFiles(api, filesIn({ messages, runs }), signal),
    left_out: [],
    covered: 0,
  }
  return { capsule, underway: asked.filter(({ status }) => !isTerminal(status)).length }
}

const PAGE = 100

/** The oldest first. */
async function allOf<T extends { readonly id: string }>(client: Client, path: string, signal: AbortSignal) {
  const all: T[] = []
  for (let hasMore = true; hasMore;) {
    const query = search({ limit: PAGE, order: 'asc', after: all.at(-1)?.id })
    const page: List<T> = await client.get<List<T>>(path + query, { signal })
    all.push(...page.data)
    hasMore = page.has_more && page.data.length > 0
  }
  return all
}

/** What a run answered and what it said; what came later is none of its business. */
const upTo = (messages: readonly Message[], run: Run | undefined) =>
  run ? messages.filter(({ run_id, created_at }) => run_id === run.id || created_at <= run.created_at) : messages

/** Nothing where it is not there any more. */
async function orNone<T>(asked: Promise<T>): Promise<readonly T[]> {
  try {
    return [await asked]
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}

async function describedFiles(api: Api, ids: readonly string[], signal: AbortSignal): Promise<readonly CapsuleFile[]> {
  const found = await Promise.all(ids.map((id) => orNone(api.files.get(id, { signal }))))
  return found.flat().map((file) => ({ file, base64: null }))
}

/** The bytes of files, as long as all of them fit. Others stay without. */
export const capsuleFilesQuery = (api: Api, files: readonly CapsuleFile[]) =>
  queryOptions({
    queryKey: [api.connection, 'capsule-files', files.map(({ file }) => file.id)],
    queryFn: async ({ signal }) => {
      let room = MAX_CAPSULE_BYTES / 2
      const whole: CapsuleFile[] = []
      for (const { file } of files) {
        const isFitting = file.bytes <= room
        room -= isFitting ? file.bytes : 0
        whole.push({ file, base64: isFitting ? await bytesOf(api, file.id, signal) : null })
      }
      return whole
    },
    staleTime: Infinity,
    gcTime: 0,
  })

async function bytesOf(api: Api, id: string, signal: AbortSignal): Promise<string | null> {
  const [answer] = await orNone(answerOf(sendFromBrowser, api.files.addressOf(id), { signal }))
  return answer ? toBase64(new Uint8Array(await answer.arrayBuffer())) : null
}

/** The document that a capsule is put into. It is that of this server's build. */
export const viewerTemplateQuery = () =>
  queryOptions({
    queryKey: ['viewer-template'],
    queryFn: async ({ signal }) => (await answerOf(sendFromBrowser, '/api/viewer', { signal })).text(),
    staleTime: Infinity,
  })

import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import type { Store } from '@/lib/backend/store/store'
import { ACCOUNT_CODES } from '@/lib/protocol/error'
import { assistantIn, messageIn, runIn, stepIn, temporaryFolder, THEN } from './testing/bundles'
import type { FileRoom } from './held-bytes'
import { roomIn } from './testing/importing'
import { createElsewhere, type Elsewhere, refusal, startTransfers } from './testing/over-http'

let store: Store
let folder: string
beforeEach(async () => {
  store = await openStore({ folder: await databaseFolder() })
  folder = await temporaryFolder()
})

function start({ backend }: Elsewhere, clock?: () => number, room?: FileRoom) {
  const transfers = startTransfers({
    store,
    folder,
    connections: backend,
    ...(clock && { clock }),
    ...(room && { room }),
  })
  onTestFinished(() => transfers.close())
  return transfers
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => `thread_${n}`)
const shell = (id: string, n: number) => ({ id, object: 'thread', created_at: THEN + n, metadata: {} })
const { steps: _, ...run } = runIn('run_0', { thread_id: 'thread_0' })

/** Threads with a message each; the first with a run of one step. */
function pathsOf(count: number): Record<string, object> {
  const threads = ids(count).map(shell)
  return {
    '/assistants': [assistantIn('asst_a')],
    '/threads': threads,
    ...Object.fromEntries(
      threads.flatMap((thread) => [
        [`/threads/${thread.id}`, thread],
        [`/threads/${thread.id}/messages`, [messageIn(`msg_${thread.id}`, 'Hello', { thread_id: thread.id })]],
        [`/threads/${thread.id}/runs`, []],
      ]),
    ),
    '/threads/thread_0/runs': [run],
    '/threads/thread_0/runs/run_0/steps': [stepIn('step_0', 'run_0', { thread_id: 'thread_0' })],
  }
}

it('what is refused is named in the source’s words, and stops nothing else', async () => {
  const there = createElsewhere({
    ...pathsOf(3),
    '/threads/thread_0/runs/run_0/steps': () => refusal(404, 'The run is archived.'),
    '/threads/thread_1/messages': () => refusal(500, 'Shard 7 is lost.'),
    '/threads/thread_2': () => refusal(403, 'Not yours.'),
  })
  const transfers = start(there)
  const done = await transfers.import(await transfers.read())
  expect(done).toMatchObject({ status: 'done', error: null })
  expect(done.imported?.items).toEqual([
    {
      kind: 'step',
      id: 'run_0',
      thread_id: 'thread_0',
      reason: 'missing_in_source',
      detail: '404: The run is archived.',
    },
    { kind: 'message', id: '', thread_id: 'thread_1', reason: 'unreadable', detail: '500: Shard 7 is lost.' },
    { kind: 'thread', id: 'thread_2', thread_id: 'thread_2', reason: 'unreadable', detail: '403: Not yours.' },
  ])
  expect(await store.runs.get('run_0')).toMatchObject({ status: 'completed' })
  expect(await store.threads.get('thread_1')).toBeDefined()
  expect(transfers.slept.slice(0, 3)).toEqual([1_000, 2_000, 4_000])
  expect(transfers.reports).toEqual([])
})

it('steps come with the chunks that searches found, and without where the source does not know the question', async () => {
  const there = createElsewhere(pathsOf(1))
  const questions: string[] = []
  let isRefused = false
  const backend: Elsewhere['backend'] = async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (!pathname.endsWith('/steps')) return there.backend(request)
    questions.push(searchParams.get('include[]') ?? '')
    return isRefused && searchParams.has('include[]') ? refusal(400, 'Unknown: include.') : there.backend(request)
  }
  const transfers = start({ ...there, backend })
  await transfers.read()
  expect(questions).toEqual(['step_details.tool_calls[*].file_search.results[*].content'])
  isRefused = true
  expect((await transfers.read()).checked).toMatchObject({ counts: { step: { added: 1, left: 0 } }, items: [] })
  expect(questions.at(-1)).toBe('')
})

it('a limit is waited for as long as the source says, and the page is told', async () => {
  const there = createElsewhere({
    ...pathsOf(1),
    '/threads/thread_0': (nth) =>
      nth < 2 ? refusal(429, 'Slow down.', { 'retry-after': '7' }) : Response.json(shell('thread_0', 0)),
  })
  const transfers = start(there)
  const checked = await transfers.read()
  expect(transfers.slept).toEqual([7_000, 7_000])
  expect(checked.checked?.counts).toMatchObject({ thread: { added: 1 }, run: { added: 1 }, step: { added: 1 } })
  expect(checked.progress.waits_seconds).toBeNull()
})

it('a source that is away stops it, and it goes on behind the last thread that it had', async () => {
  let isAway = true
  const away = () => new Response(null, { status: 504 })
  const paths = pathsOf(60)
  const there = createElsewhere({
    ...paths,
    '/threads/thread_50': () => (isAway ? away() : Response.json(shell('thread_50', 50))),
    '/assistants': (nth) =>
      nth > 0 && isAway ? away() : Response.json({ data: [assistantIn('asst_a')], has_more: false }),
  })
  let ms = THEN * 1000
  const clock = () => (ms += 250)
  const first = start(there, clock)
  const stopped = await first.read()
  expect(stopped).toMatchObject({ status: 'stopped', checked: null, error: expect.stringContaining('504') as string })
  expect(first.slept.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(120_000)
  await first.close()

  // Another process goes on with what is stored.
  isAway = false
  const second = start(there, clock)
  there.asked.length = 0
  const checked = await second.import(stopped)
  expect(checked.status).toBe('checked')
  expect(checked.checked?.counts).toMatchObject({ assistant: { added: 1 }, thread: { added: 60 }, step: { added: 1 } })
  expect(there.asked.length).toBeLessThan(3 * 30)
  expect(there.asked).not.toContain('/vector_stores')
  const done = await second.import(checked)
  expect(done.imported).toEqual(done.checked)
})

it('where the last thread is gone meanwhile, those that are not older are read', async () => {
  let isAway = true
  const { '/threads': _list, ...paths } = pathsOf(40)
  const threads = ids(40).map(shell)
  const there: Elsewhere = createElsewhere(paths)
  const backend: Elsewhere['backend'] = async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (isAway && pathname.endsWith('/thread_30')) return new Response(null, { status: 503 })
    if (isAway && there.asked.length > 10 && pathname.endsWith('/assistants'))
      return new Response(null, { status: 503 })
    if (!pathname.endsWith('/v1/threads')) return there.backend(request)
    if (searchParams.get('after')) return refusal(404, 'No thread found with that id.')
    return Response.json({ data: threads, has_more: false })
  }
  let ms = THEN * 1000
  const transfers = start({ ...there, backend }, () => (ms += 1_000))
  const stopped = await transfers.read()
  isAway = false
  const checked = await transfers.import(stopped)
  expect(checked.checked?.counts.thread.added).toBe(40)
})

it('a key that is refused stops it with the words for that, before anything is counted', async () => {
  const code = ACCOUNT_CODES.refused
  const there = createElsewhere({
    '/assistants': () => Response.json({ error: { message: 'Wrong API key.', code } }, { status: 502 }),
  })
  const transfers = start(there)
  expect(await transfers.read()).toMatchObject({ status: 'stopped', error: 'Wrong API key.', checked: null })
  expect(transfers.slept).toEqual([])
})

it('a hosted service that keeps its list of threads from keys is read by those seen here', async () => {
  const error = { message: 'Session keys only.', code: ACCOUNT_CODES.refused }
  const { backend } = createElsewhere({ ...pathsOf(2), '/threads': () => Response.json({ error }, { status: 502 }) })
  const seen = { data: ids(2).map(shell), has_more: false, last_id: 'thread_1' }
  const transfers = start({
    asked: [],
    backend: async (request) =>
      request.url.includes('/api/connections/there/threads') ? Response.json(seen) : backend(request),
  })
  expect((await transfers.read()).checked?.counts.thread.added).toBe(2)
})

it('what a dry run had found when its process was killed is not taken for all', async () => {
  const transfers = start(createElsewhere(pathsOf(3)))
  const checked = await transfers.read()
  const job = (await store.transfers.get(checked.id)) as object
  await store.transfers.put(checked.id, { ...job, status: 'checking', checked: { ...checked.checked, items: [] } })
  expect(await transfers.ask(`/${checked.id}`)).toMatchObject({ status: 'stopped' })
  expect(await transfers.import(checked)).toMatchObject({ status: 'checked', imported: null })
})

it('bytes of files come along; those that are refused, larger than told of or broken off are told of', async () => {
  const file = (id: string, bytes: number) => ({
    id,
    object: 'file',
    created_at: THEN,
    filename: id,
    bytes,
    purpose: 'vision',
  })
  const cutOff = () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(Buffer.from('ha')),
        pull: (controller) => controller.error(new Error('cut')),
      }),
    )
  const allowed = '400: Not allowed to download files of purpose: assistants'
  const there = createElsewhere({
    '/assistants': [
      assistantIn('asst_a', { tool_resources: { code_interpreter: { file_ids: ['f-1', 'f-2', 'f-3', 'f-4'] } } }),
    ],
    '/threads': [],
    '/files/f-1': file('f-1', 0),
    '/files/f-1/content': () => new Response('whole'),
    '/files/f-2': file('f-2', 5),
    '/files/f-2/content': () => refusal(400, 'Not allowed to download files of purpose: assistants'),
    '/files/f-3': file('f-3', 4),
    '/files/f-3/content': cutOff,
    '/files/f-4': file('f-4', 2_000_000),
    '/files/f-4/content': () => new Response('x'),
  })
  const room = await roomIn()
  const transfers = start(there, undefined, room)
  const checked = await transfers.read()
  const lacking = (id: string, lack: string) => ({ id, reason: 'file_content', detail: `${id}: ${lack}` })
  const tooMany = 'it has more than 1000000 bytes, the most that a file may have here'
  expect(checked.checked?.items).toMatchObject([lacking('f-2', allowed), lacking('f-4', tooMany)])
  expect(checked.checked?.counts.file).toMatchObject({ added: 2, placeholder: 2 })
  const done = await transfers.import(checked)
  expect(done.imported).toMatchObject({ file_bytes: 5, counts: { file: { added: 1, placeholder: 3 } } })
  expect(done.imported?.items).toContainEqual(expect.objectContaining(lacking('f-3', 'its bytes broke off')))
  expect(there.asked.filter((path) => path === '/files/f-4/content')).toEqual([])
  expect(await store.files.get('f-1')).toMatchObject({ bytes: 5, purpose: 'vision' })
  expect([await room.bytes.size('f-1'), await room.bytes.size('f-3')]).toEqual([5, undefined])
})

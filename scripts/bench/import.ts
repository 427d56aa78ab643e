import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Transfer } from '@/lib/protocol/transfer'
import { startServer } from '@/lib/server/testing/start-server'
import { memoryOf, peakMemoryDuring } from './process-usage'
import type { Figure } from './report'
import { spreadOf } from './statistics'

const MESSAGES = 100_000
/** Few, so that what grows with the messages is seen. */
const THREADS = 1_000
/** Of a message, as of an answer of some length. */
const WORDS = 'What was said is as long as an answer often is, and no two are the same. '.repeat(8)
/** Between two looks at how far it is. */
const PAUSE_MS = 250

/** How fast messages are read and brought in, and how much memory a server takes for many of them. */
export async function measureImport(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-bench-import-'))
  const server = await startServer()
  try {
    const file = join(folder, 'messages.ndjson')
    await pipeline(Readable.from(lines()), createWriteStream(file))
    const before = memoryOf(server.pid)
    const sent = await send(server.url, file)
    const checking = await timed(() => settled(server.url, sent.id))
    const { result, peak } = await peakMemoryDuring(server.pid, () =>
      timed(async () => {
        await ask(server.url, `/${sent.id}/import`, { method: 'POST' })
        return settled(server.url, sent.id)
      }),
    )
    const { status, imported } = result.value
    if (status !== 'done' || imported?.counts.message.added !== MESSAGES) throw new Error(`The import is ${status}.`)
    const perSecond = (seconds: number) => spreadOf([MESSAGES / seconds])
    return [
      { what: 'Messages read in a dry run', unit: '/s', value: perSecond(checking.seconds) },
      { what: 'Messages imported, 100,000 of them', unit: '/s', value: perSecond(result.seconds) },
      { what: 'Memory before the import', unit: 'MB', value: before === undefined ? undefined : spreadOf([before]) },
      {
        what: 'Memory, peak during the import',
        unit: 'MB',
        value: peak === undefined ? undefined : spreadOf([peak]),
        aim: { atMost: 400 },
      },
    ]
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function* lines(): Generator<string> {
  for (let n = 0; n < MESSAGES; n += 1) {
    const message = {
      thread_id: `thread_${n % THREADS}`,
      message_id: `msg_${n}`,
      role: n % 2 === 0 ? 'user' : 'assistant',
      text: `No. ${n}. ${WORDS}`,
      created_at: 1_700_000_000 + Math.floor(n / 10),
    }
    yield `${JSON.stringify(message)}\n`
  }
}

async function send(url: string, file: string): Promise<Transfer> {
  const body = new FormData()
  body.append('file', new File([await readFile(file)], 'messages.ndjson'))
  return ask(url, '', { method: 'POST', body })
}

async function settled(url: string, id: string): Promise<Transfer> {
  for (;;) {
    const now = await ask(url, `/${id}`)
    if (now.status !== 'checking' && now.status !== 'importing') return now
    await wait(PAUSE_MS)
  }
}

async function ask(url: string, path: string, init?: RequestInit): Promise<Transfer> {
  const response = await fetch(`${url}/api/transfers${path}`, init)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Transfer
}

async function timed<T>(work: () => Promise<T>) {
  const from = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - from) / 1000 }
}

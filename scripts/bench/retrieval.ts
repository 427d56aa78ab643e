import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indexFile } from '@/lib/backend/parsing/index-file'
import { AUTO_CHUNKING } from '@/lib/backend/retrieval/chunk-text'
import { termsOf } from '@/lib/backend/retrieval/terms-of'
import type { Figure } from './report'
import { measureQueries } from './search-queries'
import { spreadOf } from './statistics'

const ROUNDS = 3
const CHUNKS = 1_000
/** So many units of each language make some 1,000 chunks of 800 tokens with 400 of overlap. */
const ENGLISH = 'Questions about leave, expenses and passwords have answers in this handbook of the company. '
const CHINESE = '员工可以在系统中提交申请，由直属上级审批，审批通过后会收到通知邮件。'

/** How fast files become chunks with their terms, in the confined process, and how long a start of that takes. */
export async function measureRetrieval(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-bench-retrieval-'))
  try {
    const small = await timesOf(folder, 'small.txt', 'A word.')
    const english = await timesOf(folder, 'english.txt', ENGLISH.repeat(26_000))
    const chinese = await timesOf(folder, 'chinese.txt', CHINESE.repeat(13_000))
    const ofThousand = (times: readonly Timed[]) => spreadOf(times.map(({ ms, chunks }) => (ms * CHUNKS) / chunks))
    const queries = Array.from({ length: 200 }, () => timed(() => void termsOf('如何申请 annual leave and expenses?')))
    return [
      {
        what: 'A small file indexed, the start of its process included',
        unit: 'ms',
        value: spreadOf(small.map((it) => it.ms)),
      },
      { what: '1,000 chunks indexed, English', unit: 'ms', value: ofThousand(english) },
      { what: '1,000 chunks indexed, Chinese', unit: 'ms', value: ofThousand(chinese) },
      {
        what: '1,000 chunks indexed, Chinese to English',
        unit: '×',
        value: spreadOf([ofThousand(chinese).median / ofThousand(english).median]),
      },
      { what: 'Terms of a question', unit: 'ms', value: spreadOf(queries), aim: { atMost: 1 } },
      ...(await measureQueries()),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Timed {
  readonly ms: number
  readonly chunks: number
}

async function timesOf(folder: string, filename: string, text: string): Promise<readonly Timed[]> {
  const path = join(folder, filename)
  await writeFile(path, text)
  const times: Timed[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now()
    const index = await indexFile({ path, filename }, AUTO_CHUNKING, { take: () => undefined })
    if (!index.ok) throw new Error(index.message)
    times.push({ ms: performance.now() - from, chunks: index.chunks })
  }
  return times
}

function timed(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

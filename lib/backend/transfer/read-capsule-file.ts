// Reads a shared file: a thread with the logs of its runs, as they were seen.
import { readFile, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { fromBase64 } from '@/lib/capsule/base64'
import { CapsuleError, MAX_CAPSULE_BYTES, type OpenCapsule, type Unreadable } from '@/lib/capsule/capsule'
import { readCapsule } from '@/lib/capsule/read-capsule'
import { emptyView, fold } from '@/lib/run/fold'
import { labelsIn } from '@/lib/run/run-marks'
import { isRaw, type Missing, type Raw, SourceError, type TransferSource, unitOf, type UnitOrMissing } from './unit'

/** Throws `SourceError` for what is no shared file. */
export async function readCapsuleFile(path: string): Promise<TransferSource> {
  const { size } = await stat(path)
  if (size > MAX_CAPSULE_BYTES) throw new SourceError(`The file has ${size} bytes, more than any that is shared.`)
  const capsule = opened(await readFile(path, 'utf8'))
  return { units: () => Readable.from(unitsOf(capsule)) as AsyncIterable<UnitOrMissing>, close: async () => {} }
}

function opened(text: string): OpenCapsule {
  try {
    return readCapsule(text)
  } catch (error) {
    if (!(error instanceof CapsuleError)) throw error
    throw new SourceError(error.message, { cause: error })
  }
}

function* unitsOf({ recording, labels, files, unreadable }: OpenCapsule): Generator<UnitOrMissing> {
  const { thread, title, messages, runs, assistants } = recording
  for (const { file, base64 } of files) {
    const unit = unitOf('file', file, null)
    const bytes = base64 === null ? undefined : fromBase64(base64)
    if ('raw' in unit && bytes) yield { ...unit, content: contentOf(bytes) }
    else yield unit
  }
  for (const assistant of assistants) yield unitOf('assistant', assistant, null)
  const shell = unitOf('thread', thread, thread.id)
  yield 'raw' in shell
    ? { ...shell, extras: { title: title?.slice(0, MAX_TITLE) ?? null, labels: labelsIn(labels.thread) } }
    : shell
  for (const message of messages) yield unitOf('message', message, thread.id)
  for (const { id, events } of runs) {
    const { run, steps } = fold(emptyView, events)
    if (run?.id !== id || !isRaw(run)) continue
    const unit = unitOf('run', run as Raw, thread.id)
    yield 'raw' in unit ? { ...unit, log: events, extras: { labels: labelsIn(labels.runs[id]) } } : unit
    for (const step of steps) yield unitOf('step', step, thread.id)
  }
  for (const each of unreadable.first) yield missingOf(each, thread.id)
  const more = unreadable.count - unreadable.first.length
  if (more > 0) yield missingOf({ kind: 'message', after: null, text: `and ${more} more` }, thread.id)
}

/** Of what cannot be read so much is told. */
const MAX_DETAIL = 200

const missingOf = ({ kind, text }: Unreadable, threadId: string): Missing => ({
  kind: kind === 'event' ? 'run' : kind,
  id: '',
  threadId: kind === 'assistant' || kind === 'file' ? null : threadId,
  reason: 'unreadable',
  detail: text.replaceAll(/\s+/g, ' ').slice(0, MAX_DETAIL),
})

const MAX_TITLE = 256

const contentOf = (bytes: Uint8Array) => ({
  bytes: bytes.byteLength,
  isExact: true,
  async *open() {
    yield bytes
  },
})

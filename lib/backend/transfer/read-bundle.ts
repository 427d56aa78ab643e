// Reads an export: the layout that public exporters of the Assistants wire write, and that this one writes.
import { demo } from '@/lib/protocol/demo'
import { excessOfExtent } from '@/lib/protocol/json-extent'
import { respondersBody } from '@/lib/protocol/responder'
import { labelsIn, marksByRun } from '@/lib/run/run-marks'
import {
  ASSISTANTS,
  type BundleFiles,
  CONTENTS,
  DEMOS,
  FILES,
  MANIFEST,
  RESPONDERS_FILE,
  THREADS,
  TooLargeError,
  VECTOR_STORES,
} from './bundle-files'
import {
  type Content,
  isId,
  isMissing,
  isRaw,
  type Lack,
  type Missing,
  type Raw,
  SourceError,
  type Extras,
  type TransferSource,
  type Unit,
  unitOf,
  type UnitOrMissing,
  withMarks,
} from './unit'

export const MANIFEST_SCHEMA = 'assistants-export-manifest/v1'
/** Of what this program adds to the layout: 2 has the bytes of files. */
export const FORMAT = 2
export const THREAD_SCHEMA = 'assistants-thread-export/v1'

/** Whoever reads the source closes the files with it. */
export const readBundle = (files: BundleFiles): TransferSource => ({
  units: () => unitsOf(files),
  close: () => files.close(),
})

async function* unitsOf(files: BundleFiles): AsyncGenerator<UnitOrMissing> {
  const names = new Set(files.names)
  for await (const unit of describedIn(files)) {
    if (isMissing(unit) || unit.kind !== 'file') yield unit
    else yield { ...unit, content: await contentOf(files, names, unit) }
  }
}

/** The bytes of a file lie beside what describes it, where the export has them. */
async function contentOf(files: BundleFiles, names: ReadonlySet<string>, { id, raw }: Unit): Promise<Content | Lack> {
  const name = `${CONTENTS}${id}`
  if (!names.has(name)) return { lack: '' }
  const [bytes, told] = [await files.sizeOf(name), raw['bytes']]
  if (bytes !== told) return { lack: `the export has ${bytes} bytes of it, and says that they are ${String(told)}` }
  return { bytes, isExact: true, open: () => files.bytesOf(name) }
}

async function* describedIn(files: BundleFiles): AsyncGenerator<UnitOrMissing> {
  const manifest = await manifestOf(files)
  for (const [name, kind] of [
    [FILES, 'file'],
    [VECTOR_STORES, 'vector_store'],
    [ASSISTANTS, 'assistant'],
  ] as const) {
    const objects = files.names.includes(name) ? await listIn(files, name) : []
    const units = oldestFirst(objects).map((raw) => unitOf(kind, raw, null))
    if (kind === 'assistant') yield* withBeside(files, units)
    else yield* units
    if (kind === 'assistant') yield* missingBy(kind, manifest?.['assistants_count'], units.length)
  }
  yield* failedThreads(manifest)
  let threads = 0
  for (const name of files.names.filter(isOfThread).toSorted()) {
    threads += 1
    yield* threadIn(files, name)
  }
  yield* missingBy('thread', manifest?.['threads_exported'], threads)
}

/** What stands beside an assistant. What of it cannot be read is told; its assistant comes without it. */
async function* withBeside(files: BundleFiles, units: readonly UnitOrMissing[]): AsyncGenerator<UnitOrMissing> {
  const beside = new Map<unknown, Extras>()
  for (const [name, read] of besides) {
    for (const each of files.names.includes(name) ? await listIn(files, name) : []) {
      const { assistant_id: id, ...rest } = isRaw(each) ? each : {}
      const extras = read(rest)
      if (extras) beside.set(id, { ...beside.get(id), ...extras })
      else yield { kind: 'assistant', id: String(id ?? ''), threadId: null, reason: 'unreadable', detail: name }
    }
  }
  for (const unit of units) {
    const extras = beside.get(unit.id)
    yield extras && !isMissing(unit) ? { ...unit, extras } : unit
  }
}

/** The files that tell of assistants what the protocol has no place for. */
const besides: readonly (readonly [name: string, read: (told: Raw) => Extras | undefined])[] = [
  [
    DEMOS,
    ({ messages }) => {
      const read = demo.safeParse({ messages })
      return read.success ? { demo: read.data } : undefined
    },
  ],
  [
    RESPONDERS_FILE,
    (told) => {
      const read = respondersBody.safeParse(told)
      return read.success ? { responders: read.data } : undefined
    },
  ],
]

const isOfThread = (name: string) => name.startsWith(THREADS) && name.endsWith('.json')

/** An exporter that was stopped has left no manifest: what it wrote is an export all the same. */
async function manifestOf(files: BundleFiles): Promise<Raw | undefined> {
  if (!files.names.includes(MANIFEST)) return undefined
  const manifest = jsonIn(MANIFEST, await files.read(MANIFEST))
  if (!isRaw(manifest) || manifest['export_schema'] !== MANIFEST_SCHEMA)
    throw new SourceError(`${MANIFEST} is not of an export of the layout ${MANIFEST_SCHEMA}.`)
  const own = manifest['playground']
  if (isRaw(own) && Number(own['format']) > FORMAT)
    throw new SourceError('The export is of a later version of the playground, which this one cannot read.')
  return manifest
}

async function listIn(files: BundleFiles, name: string): Promise<readonly unknown[]> {
  const value = jsonIn(name, await files.read(name))
  if (!Array.isArray(value)) throw new SourceError(`${name} is not a list.`)
  return value
}

/** Servers list the newest first unless they are asked otherwise; within a second only the list tells the order. */
function oldestFirst(objects: readonly unknown[]): readonly unknown[] {
  const timeOf = (object: unknown) => (isRaw(object) ? Number(object['created_at'] ?? 0) : 0)
  return timeOf(objects[0]) > timeOf(objects.at(-1)) ? objects.toReversed() : objects
}

function* missingBy(kind: Missing['kind'], told: unknown, found: number): Generator<Missing> {
  if (typeof told !== 'number' || told === found) return
  yield { kind, id: '', threadId: null, reason: 'count_differs', detail: `${MANIFEST}: ${told}; found: ${found}` }
}

function* failedThreads(manifest: Raw | undefined): Generator<Missing> {
  const failed = manifest?.['threads_failed']
  for (const each of Array.isArray(failed) ? failed : []) {
    const id = isRaw(each) ? (each['thread_id'] ?? each['id']) : each
    yield { kind: 'thread', id: String(id), threadId: String(id), reason: 'missing_in_source', detail: null }
  }
}

async function* threadIn(files: BundleFiles, name: string): AsyncGenerator<UnitOrMissing> {
  const id = name.slice(THREADS.length, -'.json'.length)
  const missing = { kind: 'thread', id, threadId: id } as const
  let exported: unknown
  try {
    exported = jsonIn(name, await files.read(name))
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const reason = error instanceof TooLargeError ? 'too_large' : 'unreadable'
    return yield { ...missing, reason, detail: error.message }
  }
  if (!isRaw(exported) || exported['export_schema'] !== THREAD_SCHEMA)
    return yield { ...missing, reason: 'unreadable', detail: `${name} is not of the layout ${THREAD_SCHEMA}.` }
  yield* unitsOfThread(exported, id)
}

/** The manifest tells already of a thread that could not be read there. */
function* unitsOfThread(exported: Raw, name: string): Generator<UnitOrMissing> {
  const { thread, messages, runs, files, errors, playground } = exported
  if (!isRaw(thread)) return
  const id = isId(thread['id']) ? thread['id'] : name
  for (const file of Object.values(isRaw(files) ? files : {})) yield unitOf('file', file, null)
  const shell = unitOf('thread', thread, id)
  yield 'raw' in shell && isRaw(playground) ? { ...shell, extras: extrasOf(playground) } : shell
  for (const message of listOf(messages)) yield unitOf('message', message, id)
  const marks = marksByRun(isRaw(playground) ? playground['runs'] : undefined)
  for (const run of listOf(runs)) {
    yield withMarks(unitOf('run', run, id), marks)
    for (const step of listOf(isRaw(run) ? run['steps'] : [])) yield unitOf('step', step, id)
  }
  for (const error of listOf(errors)) yield missingOf(error, id)
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function extrasOf({ title, labels, underway }: Raw): Extras {
  const statuses = Object.entries(isRaw(underway) ? underway : {}).filter(([, status]) => typeof status === 'string')
  return {
    ...(typeof title === 'string' && { title: title.slice(0, 256) }),
    labels: labelsIn(labels),
    ...(statuses.length > 0 && { underway: Object.fromEntries(statuses) as Record<string, string> }),
  }
}

const kinds: Readonly<Record<string, Missing['kind']>> = {
  file: 'file',
  assistant: 'assistant',
  thread: 'thread',
  run: 'run',
  run_steps: 'step',
}

/** What the exporter could not read of a thread. */
function missingOf(error: unknown, threadId: string): Missing {
  const { object, id, error: code, detail } = isRaw(error) ? error : {}
  const words = [code, detail].filter((word) => typeof word === 'string').join(': ')
  const kind = kinds[String(object)] ?? 'message'
  return { kind, id: String(id ?? ''), threadId, reason: 'missing_in_source', detail: words || null }
}

/** What one file may hold: a thread with some 100,000 messages. */
const MAX_EXTENT = { levels: 256, values: 5_000_000 }

function jsonIn(name: string, text: string): unknown {
  if (excessOfExtent(text, MAX_EXTENT)) throw new TooLargeError(name, text.length)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new SourceError(`${name} is no JSON that can be read.`, { cause: error })
  }
}

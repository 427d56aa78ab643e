// The bytes of files are laid down before their rows, outside of any transaction: they may be many.
import type { Blobs } from '@/lib/backend/blobs/blobs'
import { TooManyBytesError } from '@/lib/backend/blobs/measure'
import type { Tables } from '@/lib/backend/store/store'
import { decided } from './decide'
import { lookUp } from './lookup'
import type { Pass } from './pass'
import { type Content, isLack, isMissing, LackError, type Unit, type UnitOrMissing } from './unit'

/** Where the bytes of a connection's files lie. */
export interface FileRoom {
  readonly bytes: Pick<Blobs, 'read' | 'size' | 'write' | 'remove'>
  /** Of one file. */
  readonly maxFileBytes: number
}

export interface Holding {
  readonly tables: Tables
  readonly pass: Pass
  readonly room: FileRoom
  readonly signal: AbortSignal
}

export interface Held {
  /** The same units; files have in `content` how many bytes there are here, or why none. */
  readonly units: readonly UnitOrMissing[]
  /** The ids under which bytes were laid that have no row yet. */
  readonly ids: readonly string[]
}

/**
 * Lays down the bytes of those files that would come in. Where it throws, and where their rows are not stored, nothing
 * of them may stay: see `discard`.
 */
export async function holdBytes(holding: Holding, given: readonly UnitOrMissing[]): Promise<Held> {
  const units: UnitOrMissing[] = []
  const ids: string[] = []
  try {
    for (const unit of given) {
      if (isMissing(unit) || unit.kind !== 'file') units.push(unit)
      else units.push({ ...unit, content: await held(holding, unit, ids) })
    }
    return { units, ids }
  } catch (error) {
    await discard(holding.room, ids)
    throw error
  }
}

export async function discard({ bytes }: FileRoom, ids: readonly string[]) {
  for (const id of ids) await bytes.remove(id)
}

async function held(holding: Holding, unit: Unit, ids: string[]): Promise<NonNullable<Unit['content']>> {
  const { pass, room, tables } = holding
  const { content } = unit
  const lack = lackOf(unit, pass, room.maxFileBytes)
  if (lack !== undefined || !content || isLack(content)) return { lack: lack ?? '' }
  const {
    outcome,
    unit: laid,
    isDone,
  } = await decided({ tables, lookup: await lookUp(tables, []) }, pass, { ...unit, content })
  if (isDone || (outcome !== 'added' && outcome !== 'copied') || ids.includes(laid.id)) return content
  if (pass.isDry) return (await content.check?.()) ?? content
  for (let attempt = 1; ; attempt += 1) {
    try {
      const bytes = await written(holding, laid.id, content)
      ids.push(laid.id)
      return { ...content, bytes }
    } catch (error) {
      if (!(error instanceof LackError)) throw error
      if (!error.isPassing || attempt === MAX_ATTEMPTS) return { lack: error.message }
    }
  }
}

/** How often bytes are asked for that break off. */
const MAX_ATTEMPTS = 3

/** What tells without reading them that the bytes cannot be here. */
function lackOf({ id, raw, content }: Unit, pass: Pass, maxBytes: number) {
  if (!content || isLack(content)) return content?.lack ?? ''
  if (!pass.withBytes) return 'its bytes were not asked for'
  if (!/^[\w-]{1,128}$/.test(id)) return 'no bytes can be kept under its id'
  if (content.bytes > maxBytes) return tooMany(maxBytes)
  const expires = raw['expires_at']
  return typeof expires === 'number' && expires <= pass.seconds ? 'its time is up' : undefined
}

const tooMany = (maxBytes: number) => `it has more than ${maxBytes} bytes, the most that a file may have here`

async function written({ room, signal }: Holding, id: string, content: Content): Promise<number> {
  const { bytes: told, isExact } = content
  const maxBytes = isExact ? told : room.maxFileBytes
  const { bytes } = await room.bytes.write(id, content.open(), { maxBytes, signal }).catch((error: unknown) => {
    if (!(error instanceof TooManyBytesError)) throw error
    throw new LackError(isExact ? `it has more than the ${told} bytes that are told of` : tooMany(maxBytes))
  })
  if (!isExact || bytes === told) return bytes
  await room.bytes.remove(id)
  throw new LackError(`it has ${bytes} of the ${told} bytes that are told of`)
}

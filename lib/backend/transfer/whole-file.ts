import { isObjectOf } from '@/lib/backend/store/document-shapes'
import { isTime } from './as-stored'
import { type Content, isLack, type Raw, type Unit } from './unit'

/** Whether a unit is a file with its bytes. */
export const isWhole = (unit: Unit): unit is Unit & { readonly content: Content } =>
  unit.kind === 'file' && unit.content !== undefined && !isLack(unit.content)

/** A name in a folder of any system has no more. */
const MAX_NAME = 255

/** A file as it is stored here: with its bytes, or what describes it; undefined where it is none. */
export function fileOf(unit: Unit): Raw | undefined {
  if (!isWhole(unit)) return unit.raw
  const { raw, id, content } = unit
  const { expires_at, created_at, purpose, filename, ...more } = raw
  const file = {
    ...more,
    id,
    object: 'file',
    bytes: content.bytes,
    created_at: isTime(created_at) ? created_at : 0,
    ...(isTime(expires_at) && { expires_at }),
    filename: nameIn(filename) || id,
    purpose: typeof purpose === 'string' ? purpose : 'assistants',
    status: 'processed',
  }
  return isObjectOf('files', id, file) ? file : undefined
}

/** Without folders, for names of files are not to lead anywhere, and without what cannot be seen. */
function nameIn(filename: unknown): string {
  const last = typeof filename === 'string' ? filename.split(/[\\/]/).at(-1) : undefined
  const name = (last ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .toWellFormed()
    .slice(0, MAX_NAME)
  return /^\.*$/.test(name) ? '' : name
}

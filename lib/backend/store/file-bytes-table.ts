/** Where bytes lie of which the database knows: in its own rows, or in a bucket. */
export type PlaceName = 'database' | 'bucket'

/** Bytes under the id of a file: whole, or underway as an upload that nobody finds. */
export interface FileBytesTable {
  /** Begins an upload, and returns its name. */
  begin(id: string, place: PlaceName): Promise<string>
  /** Adds a piece in the database, and says that somebody is at it. Throws where it was swept meanwhile. */
  append(upload: string, piece: Piece): Promise<void>
  /** Says that somebody is at it; the database hears of it once in a minute. */
  touch(upload: string): Promise<void>
  /** From now on these are the bytes of its id, in the place of what there was. Throws where it was swept meanwhile. */
  finish(upload: string, size: number): Promise<void>
  /** Nothing happens where there is none. */
  abandon(upload: string): Promise<void>
  /** What is there whole. */
  find(id: string): Promise<FoundBytes | undefined>
  /** A part of a piece: `from` and `length` count its bytes. Undefined where it is gone. */
  read(upload: string, part: Part): Promise<Uint8Array | undefined>
  /** Nothing happens where there are none. */
  remove(id: string): Promise<void>
  /** Some of the uploads that nobody has been at for so long that nobody is, the longest ago first. */
  forgotten(): Promise<readonly (UploadName & { readonly place: PlaceName })[]>
  /** All that is in a place, whole or underway, some at a time: those behind the upload of this name. */
  uploads(place: PlaceName, after?: string): Promise<readonly (UploadName & { readonly size: number | null })[]>
  /** The ids of what is whole, has no file, and is too old to get one. */
  unowned(): Promise<readonly string[]>
}

interface UploadName {
  readonly upload: string
  readonly id: string
}

interface FoundBytes {
  readonly upload: string
  readonly size: number
  readonly place: PlaceName
}

interface Piece {
  /** From 0. */
  readonly number: number
  readonly bytes: Uint8Array
}

interface Part {
  readonly number: number
  readonly from: number
  readonly length: number
}

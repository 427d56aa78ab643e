/** Bytes under the id of a file: whole, or underway as an upload that nobody finds. */
export interface FileBytesTable {
  /** Begins an upload, and returns its name. */
  begin(id: string): Promise<string>
  /** Adds a piece, and says that somebody is at it. Throws where it was swept meanwhile. */
  append(upload: string, piece: Piece): Promise<void>
  /** From now on these are the bytes of its id, in the place of what there was. Throws where it was swept meanwhile. */
  finish(upload: string, size: number): Promise<void>
  /** Nothing happens where there is none. */
  abandon(upload: string): Promise<void>
  /** What is there whole. */
  find(id: string): Promise<{ readonly upload: string; readonly size: number } | undefined>
  /** A part of a piece: `from` and `length` count its bytes. Undefined where it is gone. */
  read(upload: string, part: Part): Promise<Uint8Array | undefined>
  /** Nothing happens where there are none. */
  remove(id: string): Promise<void>
  /** Removes the uploads that nobody has been at for so long that nobody is. */
  sweep(): Promise<void>
  /** The ids of what is whole, has no file, and is too old to get one. */
  unowned(): Promise<readonly string[]>
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

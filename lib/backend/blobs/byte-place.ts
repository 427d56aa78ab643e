import type { ByteRange } from './read-range'
import type { WriteOptions } from './measure'

/** Bytes of which the database knows, by the name of their upload. */
export interface KnownBytes {
  readonly id: string
  readonly upload: string
}

/** Where bytes lie of which the database knows: in itself, or elsewhere. */
export interface BytePlace {
  /** All of them are there durably when it resolves; what is left where it throws, `remove` takes away. */
  write(to: KnownBytes & WriteOptions, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** As they are taken; undefined where there are none. */
  read(from: KnownBytes & { readonly size: number }, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>
  /** Those that are whole, or without a size what there is of them. Nothing happens where there are none. */
  remove(of: KnownBytes & { readonly size?: number }): Promise<void>
}

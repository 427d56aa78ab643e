/** A chunk to be stored. */
export interface NewChunk {
  readonly text: string
  /** Where it begins and ends in the file's text. */
  readonly start: number
  readonly end: number
  /** Each term that it has, with how often. */
  readonly terms: readonly (readonly [term: string, count: number])[]
  /** How many terms it has in all. */
  readonly length: number
}

/** Neighbouring chunks of a file, which are stored together. */
export interface NewBlock {
  /** The numbers of the store and of the file in it. */
  readonly store: number
  readonly file: number
  /** Which of the file's chunks its first one is, counted from 0. */
  readonly first: number
  readonly chunks: readonly NewChunk[]
}

export interface ChunkPlace {
  readonly block: number
  readonly index: number
}

/** Where a term occurs in a block: the index of each chunk that has it, and how often. */
export interface Posting {
  readonly term: string
  readonly block: number
  readonly hits: readonly (readonly [index: number, count: number])[]
}

/** A block of a file that is indexed whole. */
export interface IndexedBlock {
  readonly block: number
  readonly first: number
  /** How many terms each chunk has. */
  readonly lengths: readonly number[]
  readonly fileId: string
  readonly storeId: string
  readonly fileNumber: number
}

export interface StoredChunk {
  /** Which of the file's chunks it is, counted from 0. */
  readonly number: number
  readonly text: string
  readonly start: number
  readonly end: number
}

export interface BlockVectors {
  readonly block: number
  readonly store: number
  readonly model: string
  /** One behind the other, all of one length. */
  readonly vectors: readonly Float32Array[]
}

export interface VectorPage {
  readonly blocks: readonly { readonly block: number; readonly vectors: readonly Float32Array[] }[]
  readonly last: number | null
}

/** What files are found by. A file's chunks are found from when its row says that it is indexed. */
export interface ChunkTable {
  /** Stores a block and answers with its number. Not to be taken for one of few milliseconds. */
  write(block: NewBlock): Promise<number>
  /** Removes one block of a file; false when there is none. */
  removeBlock(file: number): Promise<boolean>
  /** Numbers behind `after` of files that have blocks though they are in no store, or in one that has expired. */
  abandoned(after: number): Promise<{ readonly files: readonly number[]; readonly last: number | null }>
  /** How many chunks and terms the stores have. */
  size(stores: readonly number[]): Promise<{ readonly chunks: number; readonly terms: number }>
  /** In how many of the stores' chunks each of the terms is, those not there left out. */
  frequencies(stores: readonly number[], terms: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Where the term counts most, that first. */
  postings(query: {
    readonly store: number
    readonly term: string
    readonly limit: number
  }): Promise<readonly Posting[]>
  /** Where the terms are in these blocks. */
  postingsIn(query: {
    readonly store: number
    readonly terms: readonly string[]
    readonly blocks: readonly number[]
  }): Promise<readonly Posting[]>
  blocks(blocks: readonly number[]): Promise<readonly IndexedBlock[]>
  /** The numbers of the blocks of these files. */
  blocksOf(files: readonly number[]): Promise<readonly number[]>
  /** Stores the embeddings of a block's chunks, one for each, in the place of others; nothing where it is gone. */
  setVectors(vectors: BlockVectors): Promise<void>
  /** The embeddings of a store's blocks behind `after`, in their order, as many as a page holds. */
  vectors(query: { readonly store: number; readonly model: string; readonly after: number }): Promise<VectorPage>
  /** Blocks behind `after`, in their order, that have no embeddings of this model. */
  unembedded(query: {
    readonly model: string
    readonly after: number
    readonly limit: number
  }): Promise<readonly { readonly block: number; readonly store: number; readonly texts: readonly string[] }[]>
  /** How many blocks a store's indexed files have, and of how many there are embeddings of this model. */
  embedded(query: {
    readonly storeId: string
    readonly model: string
  }): Promise<{ readonly blocks: number; readonly embedded: number }>
  texts(places: readonly ChunkPlace[]): Promise<ReadonlyMap<string, StoredChunk>>
  /** The chunks of a file from the one of that number on, as many as a page holds. */
  ofFile(file: number, from: number): Promise<{ readonly chunks: readonly StoredChunk[]; readonly next: number | null }>
}

/** The key of a place in `texts`. */
export const keyOfPlace = ({ block, index }: ChunkPlace) => `${block} ${index}`

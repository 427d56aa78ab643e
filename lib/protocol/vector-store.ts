import * as z from 'zod'
import { decimal } from './decimal'
import { attributeLimits, chunkLimits, storeLimits, textLimits } from './limits'
import { metadataParam, type metadataSchema } from './metadata'
import { openRecord } from './open-record'

const staticChunkingSchema = z
  .strictObject({
    max_chunk_size_tokens: z.int().min(chunkLimits.least).max(chunkLimits.most),
    chunk_overlap_tokens: z.int().min(0),
  })
  .refine((chunk) => chunk.chunk_overlap_tokens * 2 <= chunk.max_chunk_size_tokens, {
    path: ['chunk_overlap_tokens'],
    error: "must not exceed half of 'max_chunk_size_tokens'.",
  })

const chunkingParam = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto') }),
  z.strictObject({ type: z.literal('static'), static: staticChunkingSchema }),
])
export type ChunkingParam = z.input<typeof chunkingParam>

/** How a file was cut into chunks. Stores of other backends may say that it is not known how (`other`). */
export type ChunkingStrategy = { readonly type: 'static'; readonly static: StaticChunking } | { readonly type: 'other' }

/** In tokens. */
export interface StaticChunking {
  readonly max_chunk_size_tokens: number
  readonly chunk_overlap_tokens: number
}

/** What `auto` is, and what nothing is. */
const DEFAULT_CHUNKING: StaticChunking = { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 }

export const chunkingOf = (param: ChunkingParam | null | undefined): StaticChunking =>
  param?.type === 'static' ? param.static : DEFAULT_CHUNKING

const attributesSchema = openRecord(
  z.string().max(attributeLimits.key),
  z.union([z.string().max(attributeLimits.value), z.number(), z.boolean()]),
).refine((attributes) => Object.keys(attributes).length <= attributeLimits.pairs, {
  error: `too many properties. Expected an object with at most ${attributeLimits.pairs} properties.`,
  params: { code: 'object_above_max_properties' },
})
/** What a user says of a file in a store, by which searches filter. */
export type Attributes = z.infer<typeof attributesSchema>

const expiresAfterSchema = z.strictObject({
  anchor: z.literal('last_active_at'),
  days: z.int().min(1).max(365),
})
export type StoreExpiry = z.infer<typeof expiresAfterSchema>

const fileIds = z.array(z.string()).max(storeLimits.created)

/** A store that is made together with an assistant or a thread. */
export const newStoreSchema = z.strictObject({
  file_ids: z.array(z.string()).max(storeLimits.helper).optional(),
  chunking_strategy: chunkingParam.nullish(),
  metadata: metadataParam,
})

export const createVectorStoreBody = z.strictObject({
  name: z.string().max(textLimits.name).nullish(),
  description: z.string().max(textLimits.description).nullish(),
  file_ids: fileIds.nullish(),
  expires_after: expiresAfterSchema.nullish(),
  chunking_strategy: chunkingParam.nullish(),
  metadata: metadataParam,
})
export type CreateVectorStoreBody = z.input<typeof createVectorStoreBody>

export const modifyVectorStoreBody = z.strictObject({
  name: z.string().max(textLimits.name).nullish(),
  expires_after: expiresAfterSchema.nullish(),
  metadata: metadataParam,
})

export const createStoreFileBody = z.strictObject({
  file_id: z.string(),
  chunking_strategy: chunkingParam.nullish(),
  attributes: attributesSchema.nullish(),
})
export type CreateStoreFileBody = z.input<typeof createStoreFileBody>

export const modifyStoreFileBody = z.strictObject({ attributes: attributesSchema.nullable() })

const batchOf = <S extends z.ZodType>(item: S) => z.array(item).min(1).max(storeLimits.batch)

export const createStoreBatchBody = z
  .strictObject({
    file_ids: batchOf(z.string()).optional(),
    files: batchOf(createStoreFileBody).optional(),
    chunking_strategy: chunkingParam.nullish(),
    attributes: attributesSchema.nullish(),
  })
  .refine(({ file_ids, files }) => (file_ids === undefined) !== (files === undefined), {
    path: ['file_ids'],
    error: "expected either 'file_ids' or 'files'.",
  })

export const storeFileStates = ['in_progress', 'completed', 'failed', 'cancelled'] as const
export type StoreFileState = (typeof storeFileStates)[number]

export type FileCounts = Readonly<Record<StoreFileState | 'total', number>>

/** All `_at` are Unix seconds. */
export interface VectorStore {
  readonly id: string
  readonly object: 'vector_store'
  readonly created_at: number
  /** Empty where it has none: the document wants a string. */
  readonly name: string
  readonly description?: string
  readonly usage_bytes: number
  readonly file_counts: FileCounts
  readonly status: 'expired' | 'in_progress' | 'completed'
  readonly expires_after?: StoreExpiry
  readonly expires_at: number | null
  readonly last_active_at: number | null
  readonly metadata: z.infer<typeof metadataSchema>
}

/** A file in a store; its id is the file's. */
export interface VectorStoreFile {
  readonly id: string
  readonly object: 'vector_store.file'
  readonly usage_bytes: number
  readonly created_at: number
  readonly vector_store_id: string
  readonly status: StoreFileState
  readonly last_error: StoreFileError | null
  readonly chunking_strategy: ChunkingStrategy
  readonly attributes: Attributes
}

export interface StoreFileError {
  readonly code: 'server_error' | 'unsupported_file' | 'invalid_file'
  readonly message: string
}

export interface VectorStoreBatch {
  readonly id: string
  readonly object: 'vector_store.files_batch'
  readonly created_at: number
  readonly vector_store_id: string
  readonly status: StoreFileState
  readonly file_counts: FileCounts
}

interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** A chunk that was found. The score is from 0 to 1. */
export interface StoreSearchResult {
  readonly file_id: string
  readonly filename: string
  readonly score: number
  readonly attributes: Attributes
  readonly content: readonly TextPart[]
}

/** A page of a search, or of a file's text. `next_page` is to be sent as `page`. */
export interface StorePage<Kind extends 'search_results' | 'file_content', T> {
  readonly object: `vector_store.${Kind}.page`
  readonly data: readonly T[]
  readonly has_more: boolean
  readonly next_page: string | null
}

export type StoreSearchPage = StorePage<'search_results', StoreSearchResult> & {
  readonly search_query: readonly string[]
}
export type StoreContentPage = StorePage<'file_content', TextPart>

/** What the playground itself tells of a store beside the wire. */
export interface StoreEmbeddings {
  /** Whose embeddings are in use; null where words alone find chunks. */
  readonly model: string | null
  /** Of how much of the store there are embeddings of that model, 0 to 1. */
  readonly share: number
}

const scalarSchema = z.union([z.string(), z.number(), z.boolean()])
const listSchema = z.array(z.union([z.string(), z.number()])).max(storeLimits.filters)

const comparisonSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte']), key: z.string(), value: scalarSchema }),
  z.strictObject({ type: z.enum(['in', 'nin']), key: z.string(), value: listSchema }),
])
export type ComparisonFilter = z.infer<typeof comparisonSchema>

/** Of a file's attributes. */
export type AttributeFilter =
  | ComparisonFilter
  | { readonly type: 'and' | 'or'; readonly filters: readonly AttributeFilter[] }

/** Filters may stand in each other so many levels deep: to read more of a stranger's could exhaust the stack. */
const filterAt = (levels: number): z.ZodType<AttributeFilter, AttributeFilter> =>
  levels === 0
    ? comparisonSchema
    : z.discriminatedUnion('type', [
        ...comparisonSchema.options,
        z.strictObject({
          type: z.enum(['and', 'or']),
          filters: z.array(filterAt(levels - 1)).max(storeLimits.filters),
        }),
      ])

const queryText = z.string().min(1).max(storeLimits.query)

export const searchStoreBody = z.strictObject({
  query: z.union([queryText, z.array(queryText).min(1).max(storeLimits.queries)]),
  rewrite_query: z.boolean().nullish(),
  max_num_results: z.int().min(1).max(50).default(10),
  filters: filterAt(storeLimits.filterLevels).nullish(),
  ranking_options: z
    .strictObject({
      ranker: z.enum(['none', 'auto', 'default-2024-11-15']).optional(),
      score_threshold: decimal(0, 1).optional(),
    })
    .nullish(),
})

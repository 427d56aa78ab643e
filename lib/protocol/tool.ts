import * as z from 'zod'
import { decimal } from './decimal'
import { limitFormat, limitTools } from './definition-limits'
import { definitionName, MAX_TOOLS } from './limits'
import { openRecord } from './open-record'
import { newStoreSchema } from './vector-store'

/**
 * An optional field that may be null instead, which some clients send for every field that they have not set. Its type
 * stays that of an optional field.
 */
const absentWhenNull = <S extends z.ZodType>(schema: S) =>
  schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional() as unknown as z.ZodOptional<S>

export const functionDefinitionSchema = z.strictObject({
  name: z.string().min(1).max(definitionName.max).regex(definitionName.signs),
  description: absentWhenNull(z.string()),
  parameters: absentWhenNull(openRecord(z.string(), z.unknown())),
  strict: z.boolean().nullish(),
})
export type FunctionDefinition = z.infer<typeof functionDefinitionSchema>

const functionToolSchema = z.strictObject({ type: z.literal('function'), function: functionDefinitionSchema })

const codeInterpreterToolSchema = z.strictObject({ type: z.literal('code_interpreter') })

const fileSearchToolSchema = z.strictObject({
  type: z.literal('file_search'),
  file_search: z
    .strictObject({
      max_num_results: z.int().min(1).max(50).optional(),
      ranking_options: z
        .strictObject({
          // `none` is only known to searches of stores.
          ranker: z.enum(['auto', 'default_2024_08_21']).optional(),
          score_threshold: decimal(0, 1),
        })
        .optional(),
    })
    .optional(),
})

export const toolSchema = z.discriminatedUnion('type', [
  functionToolSchema,
  codeInterpreterToolSchema,
  fileSearchToolSchema,
])
export type Tool = z.infer<typeof toolSchema>

export const toolsParam = z.array(toolSchema).max(MAX_TOOLS).superRefine(limitTools)

export const toolResourcesSchema = z.strictObject({
  code_interpreter: z.strictObject({ file_ids: z.array(z.string()).max(20).optional() }).optional(),
  file_search: z
    .strictObject({
      vector_store_ids: z.array(z.string()).max(1).optional(),
      vector_stores: z.array(newStoreSchema).max(1).optional(),
    })
    .refine((search) => !search.vector_store_ids?.length || !search.vector_stores?.length, {
      path: ['vector_stores'],
      error: "expected either 'vector_store_ids' or 'vector_stores'.",
    })
    .optional(),
})
export type ToolResources = z.infer<typeof toolResourcesSchema>

export const toolChoiceSchema = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) }),
  z.strictObject({ type: z.enum(['code_interpreter', 'file_search']) }),
])
export type ToolChoice = z.infer<typeof toolChoiceSchema>

export const responseFormatSchema = z.union([
  z.literal('auto'),
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text') }),
    z.strictObject({ type: z.literal('json_object') }),
    z.strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string().max(definitionName.max).regex(definitionName.signs),
        description: absentWhenNull(z.string()),
        schema: absentWhenNull(openRecord(z.string(), z.unknown())),
        strict: z.boolean().nullish(),
      }),
    }),
  ]),
])

export const responseFormatParam = responseFormatSchema.superRefine(limitFormat)
export type ResponseFormat = z.infer<typeof responseFormatSchema>

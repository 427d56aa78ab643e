// What pages send of model endpoints.
import * as z from 'zod'
import { badRequest } from '@/lib/protocol/error'
import { codeInterpreters, modelApiNames } from '@/lib/protocol/model-settings'
import type {
  CodeInterpreterOf,
  EmbeddingModel,
  ModelApiName,
  ModelPrice,
  OfferedModel,
} from '@/lib/protocol/model-settings'
import { MAX_NAME } from '@/lib/protocol/limits'
import { parse } from '@/lib/protocol/parse'
import { ANY_OTHER, isOwnName } from '@/lib/backend/models/registry'
import { amountProblemOf, currencyCodeIn, type AmountProblem } from '@/lib/run/price-problem'
import { checkedAddress, checkSecrets, type SecretChanges } from '@/lib/backend/upstream-checks'

const MAX_SECRET = 16_384
const MAX_MODELS = 500
/** As long as the model of an assistant may be. */
const MAX_MODEL_NAME = 256

const name = z.string().trim().min(1).max(MAX_NAME)
const url = z.string().trim().min(1).max(2_048)
const key = z.string().max(MAX_SECRET)
const header = z.string().max(MAX_SECRET)
const modelName = z.string().trim().min(1).max(MAX_MODEL_NAME)

/** Per million tokens; as text, since a number in JSON is a binary fraction. */
const amount = z.string().superRefine((text, context) => {
  const problem = amountProblemOf(text)
  if (problem) context.addIssue({ code: 'custom', message: amountSentences[problem] })
})

const amountSentences: Readonly<Record<AmountProblem, string>> = {
  number: 'expected a decimal number such as 0.15.',
  large: 'expected an amount of at most 999999999.',
  decimals: 'expected at most 6 decimals.',
}

const currency = z
  .string()
  .refine((text) => currencyCodeIn(text) !== undefined, 'expected a currency code of ISO 4217, such as USD or CNY.')
  .transform((text) => currencyCodeIn(text) ?? text)

const priceSchema = z.strictObject({
  currency,
  input: amount,
  output: amount,
  cached_input: amount.optional(),
})

const model = z.strictObject({ name: modelName, upstream_name: modelName.optional(), price: priceSchema.nullish() })
const models = z.array(model).max(MAX_MODELS)

const api = z.enum(modelApiNames)
const code_interpreter = z.enum(codeInterpreters)

const createBody = z.strictObject({
  name,
  api: api.optional(),
  code_interpreter: code_interpreter.optional(),
  base_url: url,
  key: key.optional(),
  headers: z.record(z.string(), header).optional(),
  models: models.default([]),
})

const modifyBody = z.strictObject({
  name: name.optional(),
  api: api.optional(),
  code_interpreter: code_interpreter.optional(),
  base_url: url.optional(),
  key: key.nullable().optional(),
  headers: z.record(z.string(), header.nullable()).optional(),
  models: models.optional(),
})

type NewBody = z.output<typeof createBody>

const testBody = z.strictObject({ model: modelName.optional(), api: api.optional() })
const typedTestBody = createBody.extend(testBody.shape)
const defaultBody = z.strictObject({ model: modelName.nullable() })

/** Without an endpoint the environment's, or none. */
const embeddingBody = z.union([
  z.strictObject({ endpoint_id: z.string().min(1).max(64), model: modelName }),
  z.strictObject({ endpoint_id: z.null() }),
])

/** What a body says of an endpoint, in the words of the settings. */
export interface EndpointChanges extends SecretChanges {
  readonly name?: string | undefined
  readonly api?: ModelApiName | undefined
  readonly codeInterpreter?: CodeInterpreterOf | undefined
  readonly url?: string | undefined
  readonly models?: readonly OfferedModel[] | undefined
}

type NewEndpoint = EndpointChanges & { readonly name: string; readonly url: string }

/** Throws ApiError. */
export function parseCreate(value: unknown): NewEndpoint {
  return toNew(parse(createBody, value))
}

/** Throws ApiError. */
export function parseModify(value: unknown): EndpointChanges {
  const { base_url, models, code_interpreter: codeInterpreter, ...body } = parse(modifyBody, value)
  checkSecrets(body)
  return {
    ...body,
    ...(codeInterpreter && { codeInterpreter }),
    ...(base_url !== undefined && { url: addressIn(base_url) }),
    ...(models && { models: offeredIn(models) }),
  }
}

interface TypedTest {
  readonly endpoint: NewEndpoint
  /** The model to ask, as the endpoint calls it. */
  readonly model: string | undefined
}

/** Throws ApiError. */
export function parseTypedTest(value: unknown): TypedTest {
  const { model, ...body } = parse(typedTestBody, value)
  return { endpoint: toNew(body), model }
}

/** Throws ApiError. */
export const parseTest = (value: unknown) => parse(testBody, value)

/** Throws ApiError. */
export const parseDefault = (value: unknown): string | null => parse(defaultBody, value).model

/** Null: the environment's, or none. Throws ApiError. */
export function parseEmbedding(value: unknown): EmbeddingModel | null {
  const body = parse(embeddingBody, value)
  return body.endpoint_id === null ? null : { endpoint_id: body.endpoint_id, model: body.model }
}

function toNew({ base_url, models, code_interpreter: codeInterpreter, ...body }: NewBody): NewEndpoint {
  checkSecrets(body)
  return { ...body, codeInterpreter, url: addressIn(base_url), models: offeredIn(models) }
}

/** People copy the address of the request itself, too. */
function addressIn(text: string): string {
  const { origin, pathname } = checkedAddress(text, 'base_url')
  return `${origin}${pathname.replace(/(?:\/chat\/completions|\/responses)?\/*$/, '')}`
}

function priceIn({ cached_input, ...price }: z.output<typeof priceSchema>): ModelPrice {
  return { ...price, ...(cached_input !== undefined && { cached_input }) }
}

function offeredIn(models: z.output<typeof createBody>['models']): readonly OfferedModel[] {
  const seen = new Set<string>()
  return models.map(({ name, upstream_name = name, price }, index): OfferedModel => {
    const wrong = (message: string) => badRequest(message, { param: `models.${index}.name`, code: 'invalid_value' })
    if (name === ANY_OTHER || isOwnName(name))
      throw wrong(`The name '${name}' is this server's own: choose another one.`)
    if (seen.has(name)) throw wrong(`The name '${name}' is given twice.`)
    seen.add(name)
    return { name, upstream_name, ...(price && { price: priceIn(price) }) }
  })
}

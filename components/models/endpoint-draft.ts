import { headersIn } from '@/components/connections/connection-draft'
import type {
  CodeInterpreterOf,
  CreateModelEndpointBody,
  ModelApiName,
  ModelEndpoint,
  ModifyModelEndpointBody,
  OfferedModel,
} from '@/lib/protocol/model-settings'
import { noPrice, priceDraftOf, priceOf, type PriceDraft } from './price-draft'

/** An endpoint as it is typed. Texts are empty where nothing is said. */
export interface EndpointDraft {
  readonly name: string
  readonly api: ModelApiName
  readonly codeInterpreter: CodeInterpreterOf
  readonly url: string
  /** Empty: none, or the one that is stored. */
  readonly key: string
  /** A header a line: `Name: value`. */
  readonly headers: string
  /** `there` is empty where the endpoint calls it the same. */
  readonly models: readonly { readonly name: string; readonly there: string; readonly price: PriceDraft }[]
}

export const emptyDraft: EndpointDraft = {
  ...{ name: '', api: 'chat_completions', codeInterpreter: 'ours', url: '', key: '', headers: '', models: [] },
}

export const emptyRow: EndpointDraft['models'][number] = { name: '', there: '', price: noPrice }

export const draftOf = ({ name, api, base_url, models, ...endpoint }: ModelEndpoint): EndpointDraft => ({
  ...emptyDraft,
  ...{ name, api, codeInterpreter: endpoint.code_interpreter, url: base_url },
  models: models.map(({ name, upstream_name, price }) => ({
    ...{ name, there: upstream_name === name ? '' : upstream_name },
    price: priceDraftOf(price),
  })),
})

/** The models whose row is not empty. */
export const modelsOf = ({ models }: EndpointDraft): readonly OfferedModel[] =>
  models.flatMap(({ name, there, price: typed }) => {
    const price = priceOf(typed)
    const [here, upstream] = [name.trim() || there.trim(), there.trim() || name.trim()]
    return here === '' ? [] : [{ name: here, upstream_name: upstream, ...(price && { price }) }]
  })

/** There is a choice in the Responses API only. */
const codeInterpreterOf = ({ api, codeInterpreter }: EndpointDraft) => (api === 'responses' ? codeInterpreter : 'ours')

export function createBodyOf(draft: EndpointDraft): CreateModelEndpointBody {
  const headers = headersIn(draft.headers)
  const isTheirs = codeInterpreterOf(draft) === 'theirs'
  return {
    ...{ name: draft.name, api: draft.api, base_url: draft.url, models: modelsOf(draft) },
    ...(isTheirs && { code_interpreter: 'theirs' as const }),
    ...(draft.key !== '' && { key: draft.key }),
    ...(Object.keys(headers).length > 0 && { headers }),
  }
}

/** What differs from what is stored. A key and headers that were not typed again stay. */
export function changesOf(draft: EndpointDraft, before: ModelEndpoint): ModifyModelEndpointBody {
  const headers = headersIn(draft.headers)
  const code_interpreter = codeInterpreterOf(draft)
  return {
    ...(code_interpreter !== before.code_interpreter && { code_interpreter }),
    ...(draft.name !== before.name && { name: draft.name }),
    ...(draft.api !== before.api && { api: draft.api }),
    ...(draft.url !== before.base_url && { base_url: draft.url }),
    ...(draft.key !== '' && { key: draft.key }),
    ...(Object.keys(headers).length > 0 && { headers }),
    models: modelsOf(draft),
  }
}

/** Offers a model that the endpoint lists, under its own name, or offers it no more. */
export function toggled({ models }: EndpointDraft, listed: string): EndpointDraft['models'] {
  const others = models.filter(({ name, there }) => (there || name) !== listed)
  return others.length < models.length ? others : [...models, { ...emptyRow, name: listed }]
}

export const isOffered = ({ models }: EndpointDraft, listed: string) =>
  models.some(({ name, there }) => (there || name) === listed)

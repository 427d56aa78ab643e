// What is wrong with an answer that should be a list of assistants of version 2, by its fields before its words.
import type { Found, TestReason } from '@/lib/protocol/connection'
import { isRecord } from '@/lib/backend/store/document-shapes'
import type { Definition } from './definition'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Where it was asked. */
  readonly url: string
  /** Undefined where the text is no JSON. */
  readonly json: unknown
}

/** What a step of a test tells: `detail` is all of it in English. */
export type StepFinding = Found & { readonly detail: string }

/** Undefined where it is such a list. */
export function wireComplaint(answer: Answer, kind: Definition['kind']): StepFinding | undefined {
  const { status, headers, json } = answer
  const words = wordsOf(answer)
  const told = (reason: TestReason, detail: string, values: Found['values'] = {}): StepFinding => ({
    ...{ reason, values, detail: words === undefined ? `${detail}.` : `${detail}: ${words}` },
    ...(words !== undefined && { words }),
  })
  const code = codeOf(answer)
  if (code === 'invalid_beta') return told(...betaComplaint(words))
  if (/ApiVersion/i.test(code)) return told('api_version', 'It does not know this API version')
  if (status === 404 || status === 405) return { ...told('no_path', noPath(kind, status), { kind, status }) }
  if (status === 429) return told('too_often', 'It answers that it is asked too often')
  if (status >= 300 && status < 400) {
    const host = hostIn(headers.get('location'), answer.url)
    return told('redirects', `It redirects to ${host || 'another address'}, which is not followed`, { host })
  }
  if (headers.get('content-type')?.includes('html')) {
    return told('web_page', 'It answers with a web page, not with the API')
  }
  if (status !== 200) return told('answered', `It answered with ${status}`, { status })
  const items = itemsIn(json)
  if (!items) return told('other_api', 'It answers, but not with a list of assistants: this is another API')
  // AppBuilder's assistants have such a field, too.
  if (kind !== 'appbuilder' && items.some(isOfOldVersion)) return told('old_version', oldVersion)
  return undefined
}

const oldVersion = 'It speaks the old version 1 of the Assistants API, which has no equal here'

/** Who misses the header that names the version says which one it wants; what wants version 2 was not handed ours. */
const betaComplaint = (words: string | undefined): [TestReason, string] =>
  words?.includes('assistants=v1')
    ? ['old_version', oldVersion]
    : ['no_beta_header', 'It was not told OpenAI-Beta: assistants=v2: something on the way takes that header away']

/** In version 2 the files of an assistant stand with its tools. */
const isOfOldVersion = (item: unknown) =>
  isRecord(item) && Array.isArray(item['file_ids']) && !('tool_resources' in item)

const hints: Readonly<Record<Definition['kind'], string>> = {
  openai: 'a base URL usually ends in /v1',
  azure: 'enter the endpoint of the resource, such as https://my-resource.openai.azure.com, and check the API version',
  foundry: 'enter the address of a project, which ends in /api/projects/my-project, and check the API version',
  playground: 'enter the address of its start page',
  appbuilder: 'enter the address of the gateway',
}

const noPath = (kind: Definition['kind'], status: number) =>
  `It answers, but has no list of assistants at this address (${status}; ${hints[kind]})`

/** Of a location the host alone: the rest may hold what is nobody's business. */
function hostIn(location: string | null, from: string): string {
  return location !== null && URL.canParse(location, from) ? new URL(location, from).host : ''
}

export function itemsIn(json: unknown): readonly unknown[] | undefined {
  const { data } = isRecord(json) ? json : {}
  return Array.isArray(data) ? data : undefined
}

/** The words of an error in any of the usual shapes. */
export function wordsOf({ json }: Pick<Answer, 'json'>): string | undefined {
  if (!isRecord(json)) return undefined
  const { error = json, message } = json
  if (typeof error === 'string') return error
  if (isRecord(error) && 'message' in error) return String(error['message'])
  return typeof message === 'string' ? message : undefined
}

function codeOf({ json }: Answer): string {
  const { error } = isRecord(json) ? json : {}
  return isRecord(error) && typeof error['code'] === 'string' ? error['code'] : ''
}

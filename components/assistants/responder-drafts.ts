// What answers an assistant's functions, as its form holds it beside the assistant's own settings.
import { responderOf } from '@/components/responders/responder-source'
import { isSameBody, sentResponder } from '@/components/responders/sent-responders'
import type { AssistantResponders, RespondersBody } from '@/lib/protocol/responder'
import { responderModes, type ResponderMode } from '@/lib/protocol/responder-limits'
import { functionNameOf, toJson, type FunctionDraft } from './function-draft'

/** What answers a function: the function's key, and JSON of its mode and rules. Without one a person does. */
export interface ResponderDraft {
  readonly key: string
  readonly source: string
}

/** Null while it is not known what is stored. */
export interface ResponderDrafts {
  /** Of the functions that rules answer. */
  readonly responders: readonly ResponderDraft[] | null
  /** Whether runs that SDKs begin are answered, too. */
  readonly forAllRuns: boolean | null
}

interface FormDrafts extends ResponderDrafts {
  readonly functions: readonly FunctionDraft[]
}

export const unknownResponders: ResponderDrafts = { responders: null, forAllRuns: null }

/** As they are stored, by the keys of their functions. */
export function responderDraftsOf(functions: readonly FunctionDraft[], stored: AssistantResponders): ResponderDrafts {
  const responders = stored.functions.flatMap(({ function: name, mode, rules }) => {
    const fn = functions.find(({ source }) => functionNameOf(source) === name)
    return fn ? [{ key: fn.key, source: toJson({ mode, rules }) }] : []
  })
  return { responders, forAllRuns: stored.for_all_runs }
}

/** Who answers, without reading all of the rules: this is asked with each key press. */
export function modeIn(source: string | undefined): ResponderMode {
  const written = source === undefined ? 'never' : /"mode"\s*:\s*"(\w+)"/.exec(source)?.[1]
  return responderModes.find((mode) => mode === written) ?? 'always'
}

/** The responders with that of a function changed; undefined takes it away. */
export function withResponder(
  responders: readonly ResponderDraft[],
  key: string,
  source: string | undefined,
): readonly ResponderDraft[] {
  if (source === undefined) return responders.filter((each) => each.key !== key)
  const at = responders.findIndex((each) => each.key === key)
  return at < 0 ? [...responders, { key, source }] : responders.with(at, { key, source })
}

/** Whether two say the same; what is not known yet is no difference. */
export function sameResponders(one: ResponderDrafts, other: ResponderDrafts): boolean {
  const isKnown = one.responders !== null && other.responders !== null
  if (!isKnown) return true
  const texts = new Map(one.responders.map(({ key, source }) => [key, source]))
  return (
    one.forAllRuns === other.forAllRuns &&
    one.responders.length === other.responders.length &&
    other.responders.every(({ key, source }) => texts.get(key) === source)
  )
}

/** The functions that have a responder, in the order in which they are sent. */
export function answeredFunctions({ functions, responders }: Pick<FormDrafts, 'functions' | 'responders'>) {
  return functions.flatMap(({ key, source }) => {
    const responder = responders?.find((each) => each.key === key)
    return responder ? [{ key, name: functionNameOf(source) ?? '', source: responder.source }] : []
  })
}

interface Stored {
  readonly stored: AssistantResponders | null
  /** Where secrets belong that were typed. */
  readonly place: string
}

/** The request that stores a draft's responders; null where that would change nothing. */
export function respondersBodyOf(draft: FormDrafts, { stored, place }: Stored): RespondersBody | null {
  if (draft.responders === null) return null
  const functions = answeredFunctions(draft).flatMap(({ name, source }) => {
    const fields = responderOf(source)
    return fields ? [sentResponder(name, fields, { stored, place })] : []
  })
  const body = { for_all_runs: draft.forAllRuns ?? false, functions: withOwnIds(functions) }
  const before = stored ?? { for_all_runs: false, functions: [], ...none }
  return isSameBody(body, before) ? null : body
}

/** Rules that were typed as JSON may have the ids of others: only the first keeps it, the server names the rest. */
function withOwnIds(functions: RespondersBody['functions']): RespondersBody['functions'] {
  const taken = new Set<string | undefined>()
  return functions.map(({ rules, ...rest }) => ({
    ...rest,
    rules: rules.map((rule) => {
      const { id, ...unnamed } = rule
      const isTaken = taken.has(id)
      taken.add(id)
      return isTaken ? unnamed : rule
    }),
  }))
}

const none = { object: 'responders', assistant_id: '', locked_rules: [] } as const

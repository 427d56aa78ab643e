// Puts functions that were imported on a draft, with the rules that answer them.
import type { Imported } from '@/components/responders/import-dialog'
import { responderOf, responderSource, type DraftRule } from '@/components/responders/responder-source'
import type { AssistantDraft } from './assistant-draft'
import { freshKey, freshName, functionNameOf, toJson } from './function-draft'
import { withResponder, type ResponderDraft } from './responder-drafts'

type Answered = Pick<AssistantDraft, 'functions' | 'responders'>

/** One that is there from the same source gets its definition anew, and keeps its rules; the others are added. */
export const withImported = (draft: Answered, imported: readonly Imported[]): Answered =>
  imported.reduce(withOne, { functions: draft.functions, responders: draft.responders ?? [] })

function withOne({ functions, responders }: Answered, { definition, rule }: Imported): Answered {
  const known = functions.findIndex(
    ({ key, source }) => functionNameOf(source) === definition.name && isAnsweredBy(responders, key, rule),
  )
  const before = functions[known]
  if (before) return { functions: functions.with(known, { ...before, source: toJson(definition) }), responders }
  const key = freshKey(functions)
  const source = toJson({ ...definition, name: freshName(definition.name, functions) })
  return {
    functions: [...functions, { key, source }],
    responders: withResponder(responders ?? [], key, responderSource({ mode: 'always', rules: [rule] })),
  }
}

const isAnsweredBy = (responders: readonly ResponderDraft[] | null, key: string, rule: DraftRule) =>
  responderOf(responders?.find((each) => each.key === key)?.source)?.rules.some((each) => isSameSource(each, rule)) ??
  false

/** The same tool of the same server, or the same request. */
function isSameSource(one: DraftRule, other: DraftRule): boolean {
  if (one.kind === 'mcp' && other.kind === 'mcp') return one.server === other.server && one.tool === other.tool
  if (one.kind === 'http' && other.kind === 'http') return one.method === other.method && one.url === other.url
  return false
}

// The responders of a connection's assistants, as records beside them: they go with their assistant.
import { randomUUID } from 'node:crypto'
import { badRequest } from '@/lib/protocol/error'
import type { AssistantResponders, ParsedRule, Responder, respondersBody } from '@/lib/protocol/responder'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Sealer } from '@/lib/backend/sealing'
import type { RecordTable } from '@/lib/backend/store/record-table'
import { RESPONDERS } from '@/lib/backend/wire/responder-record'
import type * as z from 'zod'
import type { OpenRule } from './answer-rule'
import { isLocked, openedRule, sealedRule, shownRule, type StoredRule, withKeptSecrets } from './kept-secrets'
import { checkRule } from './rule-checks'

interface StoredResponder extends Omit<Responder, 'rules'> {
  readonly rules: readonly StoredRule[]
}

interface Document {
  readonly for_all_runs: boolean
  readonly functions: readonly StoredResponder[]
}

interface StoredOptions {
  readonly connection: string
  readonly records: RecordTable
  readonly sealer: Sealer
}

/** The rules of a function, ready to answer. */
export interface OpenResponder extends Pick<Responder, 'function' | 'mode'> {
  readonly rules: readonly OpenRule[]
}

export type StoredResponders = ReturnType<typeof createStoredResponders>
type Body = z.output<typeof respondersBody>

const nothing: Document = { for_all_runs: false, functions: [] }

export function createStoredResponders(options: StoredOptions) {
  const table = createTable(options)
  const { read, write, opened, ruleFrom, sealed } = table
  const exclusive = createExclusive()
  return {
    get: async (id: string) => shownAs(id, await read(id), opened),

    isForAllRuns: async (id: string) => (await read(id)).for_all_runs,

    /** Undefined where the function has none. */
    async find(id: string, name: string): Promise<OpenResponder | undefined> {
      const found = (await read(id)).functions.find((each) => each.function === name)
      return found && { ...found, rules: found.rules.map((rule) => opened(id, rule)) }
    },

    /** Replaces the list. Throws ApiError (400). */
    put: (id: string, { for_all_runs, functions }: Body) =>
      exclusive(id, async () => {
        refuseTwice(functions)
        const before = rulesIn(await read(id))
        const document: Document = {
          for_all_runs,
          functions: functions.map(({ rules, ...responder }, index) => ({
            ...responder,
            rules: rules.map((rule, number) => sealed(id, ruleFrom(id, { rule, at: placeOf(index, number), before }))),
          })),
        }
        await write(id, document)
        return shownAs(id, document, opened)
      }),

    /** Whether an assistant without rules could have these. Throws ApiError (400). */
    check({ functions }: Body) {
      refuseTwice(functions)
      functions.forEach(({ rules }, index) =>
        rules.forEach((rule, number) => ruleFrom('', { rule, at: placeOf(index, number), before: [] })),
      )
    },

    /** A rule as it was sent for a try. Throws ApiError (400). */
    tried: async (id: string, rule: ParsedRule): Promise<OpenRule> =>
      ruleFrom(id, { rule, at: 'rule', before: rulesIn(await read(id)) }),

    /** From now on these functions are answered without asking. */
    answerAlways: (id: string, names: readonly string[]) =>
      exclusive(id, async () => {
        const document = await read(id)
        await write(id, answeringAlways(document, names))
      }),

    /** Of an assistant that is gone, where its connection does not keep assistants here. */
    forget: (id: string) =>
      exclusive(id, async () => {
        if (rulesIn(await read(id)).length > 0) await write(id, nothing)
      }),
  }
}

/** Of a rule in the body of a request. */
const placeOf = (index: number, number: number) => `functions.${index}.rules.${number}`

const answeringAlways = (document: Document, names: readonly string[]): Document => ({
  ...document,
  functions: document.functions.map((each) => (names.includes(each.function) ? { ...each, mode: 'always' } : each)),
})

const rulesIn = ({ functions }: Document) => functions.flatMap(({ rules }) => rules)

/** As pages see it. */
function shownAs(
  id: string,
  document: Document,
  opened: (id: string, rule: StoredRule) => OpenRule,
): AssistantResponders {
  return {
    ...{ object: 'responders', assistant_id: id, for_all_runs: document.for_all_runs },
    functions: document.functions.map(({ rules, ...responder }) => ({ ...responder, rules: rules.map(shownRule) })),
    locked_rules: rulesIn(document)
      .filter((rule) => isLocked(opened(id, rule)))
      .map((rule) => rule.id),
  }
}

/** The documents, and their rules with and without their secrets. */
function createTable({ connection, records, sealer }: StoredOptions) {
  const purposeOf = (assistantId: string) => `responders:${connection}:${assistantId}`
  const opened = (id: string, rule: StoredRule) => openedRule(sealer, rule, purposeOf(id))
  return {
    read: async (id: string): Promise<Document> =>
      ((await records.get(RESPONDERS, id)) as Document | undefined) ?? nothing,
    write: (id: string, document: Document) => records.put({ kind: RESPONDERS, id, owner: id }, document),
    opened,
    sealed: (id: string, rule: OpenRule) => sealedRule(sealer, rule, purposeOf(id)),

    /** With its secrets, checked. Throws ApiError (400). */
    ruleFrom(id: string, { rule, at, before }: Sent): OpenRule {
      checkRule(rule, at)
      const known = before.find((each) => each.id === rule.id)
      const named = { ...rule, id: rule.id ?? `rule_${randomUUID().replaceAll('-', '').slice(0, 24)}` }
      return withKeptSecrets(named, known && opened(id, known))
    },
  }
}

interface Sent {
  readonly rule: ParsedRule
  readonly at: string
  readonly before: readonly StoredRule[]
}

/** Throws ApiError (400). */
function refuseTwice(functions: Body['functions']) {
  const names = functions.map((each) => each.function)
  const second = names.findIndex((name, index) => names.indexOf(name) < index)
  if (second >= 0) {
    const param = `functions.${second}.function`
    throw badRequest(`Invalid '${param}': '${names[second]}' is given twice.`, { param, code: 'invalid_value' })
  }
  const ids = functions.flatMap(({ rules }) => rules.flatMap(({ id }) => id ?? []))
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice === undefined) return
  throw badRequest(`Two rules have the id '${twice}'.`, { param: 'functions', code: 'invalid_value' })
}

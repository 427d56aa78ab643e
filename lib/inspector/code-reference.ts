// Big values in code: fetched where they lie on the server, so that what is to be copied stays short.
import { inAgentsNames } from './agents-names'
import { pythonOf } from './python-value'

/** Longer texts are not written out. */
export const MAX_WRITTEN = 2_000

/** Where a value lies: an object of the wire, and the way to the value in it. */
export interface Reference {
  readonly path: string
  /** The noun of the clients, below `threads`, which have `retrieve` for it. */
  readonly noun: string
  readonly id: string
  readonly within: Readonly<Record<string, string>>
  readonly at: readonly (string | number)[]
}

const mark = (place: number) => `\u{E000}${place}\u{E000}`
const marks = /"\u{E000}(\d+)\u{E000}"/gu

/** Collects references while a value is made, and writes them into the code that was made of it. */
export function createReferences() {
  const all: Reference[] = []
  return {
    /** What stands in the value in place of what is referred to. */
    put: (reference: Reference) => mark(all.push(reference) - 1),
    isEmpty: () => all.length === 0,
    write: (code: string, toCode: (reference: Reference) => string) =>
      code.replaceAll(marks, (_, place) => toCode(all[Number(place)]!)),
  }
}

export type References = ReturnType<typeof createReferences>

const wayOf = ({ at }: Pick<Reference, 'at'>) =>
  at.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')

export function inPython(reference: Reference): string {
  const within = Object.entries(reference.within).map(([name, value]) => `, ${name}=${pythonOf(value, 0)}`)
  return `client.beta.threads.${reference.noun}.retrieve(${pythonOf(reference.id, 0)}${within.join('')})${wayOf(reference)}`
}

export function inNode(reference: Reference): string {
  const within = JSON.stringify(reference.within)
  return `(await client.beta.threads.${reference.noun}.retrieve("${reference.id}", ${within}))${wayOf(reference)}`
}

const agentsMethods: Readonly<Record<string, string>> = {
  messages: 'messages.get',
  runs: 'runs.get',
  'runs.steps': 'runSteps.get',
}

/** With the client of Foundry's agents, which takes all ids in their order. */
export function inAgents({ noun, id, within, at }: Reference): string {
  const ids = [...Object.values(within), id].map((each) => JSON.stringify(each))
  return `(await client.${agentsMethods[noun]}(${ids.join(', ')}))${wayOf({ at: inAgentsNames(at) })}`
}

/** Within a JSON text in single quotes, which it leaves; jq writes it as JSON. */
export const inShell = (reference: Reference): string => `'"$(api ${reference.path} | jq '${wayOf(reference)}')"'`

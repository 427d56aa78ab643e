import type { FunctionDefinition } from '@/lib/protocol/tool'
import { planCalls, type PlannedCall } from './planned-call'
import { evidenceOf } from './evidence'
import { createSteps, type Steps } from './steps'
import { isGeneric, termsOf } from './terms'

/** A message of that many points for a function is about it; one of fewer must also bring all its required values. */
const SURELY = 2
const POSSIBLY = 1

const WEIGHT = { mentioned: 10, name: 2, description: 1, parameter: 0.5, generic: 0.5 } as const
/** How much is read of a message, of a description, and of all parameters' names and descriptions. */
const MAX_READ_LENGTH = 4_000
const MAX_PARAMETERS = 200

const ABOUT_ABILITIES =
  /(?:你|您)(?:都)?(?:能|会|可以)(?:帮我|为我|替我)?(?:做|干)(?:些|点)?(?:什么|啥)|(?:你|您)是谁|介绍一下(?:你|您)自己|what (?:all )?can you (?:do|help)|who are you|what are you(?: able)?|introduce yourself/i
const WITHOUT_FUNCTIONS =
  /不要(?:调用|使用|用)(?:任何)?(?:函数|工具)|(?:do(?: not|n't|n’t)|without) (?:call|us)(?:e|ing)? (?:any |a )?(?:functions?|tools?)/i

/** Thanks and a wish to sum up are about what was answered; only a value that they name can ask for more. */
const THANKS = /\bthank|\bthx\b|\bcheers\b|谢/i
const SUMS_UP = /\bsummar|\bsum(?: \w+)? up\b|\brecap|总结|概括|归纳/i
const looksBack = (message: string) => THANKS.test(message) && SUMS_UP.test(message)

/** Whether somebody asks what the assistant is for. */
export const asksForAbilities = (message: string) => ABOUT_ABILITIES.test(message.slice(0, MAX_READ_LENGTH))

/** Whether somebody wants no calls. */
export const refusesFunctions = (message: string) => WITHOUT_FUNCTIONS.test(message.slice(0, MAX_READ_LENGTH))

/**
 * The calls that a message asks for: the function that fits it best, and each further one that fits what the ones
 * before it leave unanswered. In the order of the definitions.
 */
export function chooseCalls(
  message: string,
  functions: readonly FunctionDefinition[],
  steps: Steps = createSteps(),
): readonly PlannedCall[] {
  const read = message.slice(0, MAX_READ_LENGTH)
  if (asksForAbilities(read) || WITHOUT_FUNCTIONS.test(read)) return []
  const open = termsOfMessage(read, functions)
  const chosen = new Map<string, readonly PlannedCall[]>()
  const candidates = functions.map(weightsOf)
  const isBack = looksBack(read)
  for (;;) {
    const [best] = candidates
      .filter(({ definition }) => !chosen.has(definition.name))
      .map((candidate) => ({ ...candidate, ...fitOf(candidate.weights, open) }))
      .sort((one, other) => other.points - one.points)
    if (!best || best.points < POSSIBLY) break
    const calls = planCalls(best.definition, message, steps)
    const isGrounded = calls.every((call) => call.isGrounded)
    const fits = isBack ? isGrounded && calls.some((call) => call.takesValues) : isGrounded || best.points >= SURELY
    chosen.set(best.definition.name, fits ? calls : [])
    // What one function answers is no reason to call a second; common words stay for all of them.
    if (fits) for (const term of best.terms) if (!isGeneric(term)) open.delete(term)
  }
  return functions.flatMap(({ name }) => chosen.get(name) ?? [])
}

/** A call of the function that fits best, however badly it fits: for when one is demanded. */
export function forceCall(
  message: string,
  functions: readonly [FunctionDefinition, ...FunctionDefinition[]],
  steps: Steps = createSteps(),
): readonly PlannedCall[] {
  const open = termsOfMessage(message.slice(0, MAX_READ_LENGTH), functions)
  const points = (definition: FunctionDefinition) => fitOf(weightsOf(definition).weights, open).points
  const best = functions.reduce((before, one) => (points(one) > points(before) ? one : before))
  return planCalls(best, message, steps)
}

function termsOfMessage(message: string, functions: readonly FunctionDefinition[]): Set<string> {
  const lower = message.toLowerCase()
  const mentioned = functions.filter(({ name }) => name.length > 2 && lower.includes(name.toLowerCase()))
  const terms = new Set([...termsOf(message), ...mentioned.map(({ name }) => `=${name}`)])
  if (evidenceOf(message).arithmetic !== undefined) terms.add('#math')
  return terms
}

interface Candidate {
  readonly definition: FunctionDefinition
  readonly weights: ReadonlyMap<string, number>
}

/** How much each term speaks for the function. */
function weightsOf(definition: FunctionDefinition): Candidate {
  const { name, description = '', parameters } = definition
  const inName = [...termsOf(name)]
  const weights = new Map<string, number>()
  for (const term of termsOf(parameterWords(parameters))) weights.set(term, WEIGHT.parameter)
  for (const term of termsOf(description.slice(0, MAX_READ_LENGTH)))
    weights.set(term, isGeneric(term) ? WEIGHT.generic : WEIGHT.description)
  // A name of common words alone, such as `calculate`, has nothing else to be called by.
  const bare = inName.every(isGeneric)
  for (const term of inName) weights.set(term, isGeneric(term) && !bare ? WEIGHT.generic : WEIGHT.name)
  weights.set(`=${name}`, WEIGHT.mentioned)
  return { definition, weights }
}

function parameterWords(parameters: FunctionDefinition['parameters']): string {
  const properties = parameters?.properties
  if (typeof properties !== 'object' || properties === null) return ''
  return Object.entries(properties)
    .slice(0, MAX_PARAMETERS)
    .map(([name, raw]: [string, unknown]) => `${name} ${(raw as { description?: unknown } | null)?.description ?? ''}`)
    .join(' ')
    .slice(0, MAX_READ_LENGTH)
}

function fitOf(weights: Candidate['weights'], open: ReadonlySet<string>) {
  const terms = [...open].filter((term) => weights.has(term))
  return { terms, points: terms.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) }
}

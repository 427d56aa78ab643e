/** A parameter that some endpoints refuse, and a request without it. */
export interface Adaptation<Request> {
  /** As Assistants' clients call it. */
  readonly parameter: string
  /** The request asks for something else then: only whoever runs the server may allow that. */
  readonly changesMeaning: boolean
  readonly applies: (request: Request) => boolean
  readonly makes: (request: Request) => Request
  /** What a refusal of it says. */
  readonly said: RegExp
}

/** What MODEL_LEAVE_OUT may name. */
export const optionalParameters = [
  'response_format',
  'strict',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning_effort',
  'temperature',
  'top_p',
] as const
export type OptionalParameter = (typeof optionalParameters)[number]

/** The parameter is known there, its value is not liked: to leave it out or to rename it would not help. */
const ABOUT_THE_VALUE =
  /too (?:large|big|high|long|small)|at most|maximum|exceed|greater than|less than|between|invalid schema/i

/** What may be left out of a request that was refused with these words, if anything. */
export function adaptationFor<Request>(
  refusal: string,
  request: Request,
  adaptations: readonly Adaptation<Request>[],
): Adaptation<Request> | undefined {
  if (ABOUT_THE_VALUE.test(refusal)) return undefined
  return adaptations.find(({ applies, said }) => said.test(refusal) && applies(request))
}

/** Words that name one of these parameters, and not one whose name is longer. */
export const named = (...parameters: readonly string[]) =>
  new RegExp(
    `(?<![a-z_])(?:${parameters.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})(?![a-z_])`,
    'i',
  )

export function without<Request extends object>(request: Request, parameter: keyof Request): Request {
  const { [parameter]: _left, ...rest } = request
  return rest as Request
}

// Errors that an endpoint reports with status 200, in whatever shape it has for them.

/** What an endpoint says went wrong: an object or text. */
export type ReportedError = Readonly<Record<string, unknown>> | string

type Value = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Value => typeof value === 'object' && value !== null
const isSaid = (value: unknown): value is ReportedError =>
  (typeof value === 'string' && value !== '') || (isObject(value) && Object.keys(value).length > 0)

/** The error that a frame or a whole body carries; undefined when it carries none. */
export function errorIn(value: unknown, event?: string): ReportedError | undefined {
  if (Array.isArray(value)) return value.map((each) => errorIn(each)).find((error) => error !== undefined)
  if (!isObject(value)) return event === 'error' ? String(value) : undefined
  if (isSaid(value.error)) return typeof value.error === 'string' ? { ...value, message: value.error } : value.error
  // An event that says its type says what it is: only `error` is one.
  if (typeof value.type === 'string' && value.type.startsWith('response.')) return undefined
  const flat = flatError(value)
  if (flat) return flat
  if (event === 'error' || value.object === 'error') return value
  return Array.isArray(value.choices) ? choiceError(value.choices) : bareMessage(value)
}

/** `error_message` (vLLM's gateways), `error_msg` (Qianfan), beside what a chunk has otherwise. */
function flatError(value: Value): ReportedError | undefined {
  const message = value.error_message ?? value.error_msg
  return isSaid(message) ? { message, type: value.error_type, code: value.error_code } : undefined
}

/** OpenRouter reports what an upstream said inside of the choice. */
const choiceError = (choices: readonly unknown[]): ReportedError | undefined =>
  choices.flatMap((choice) => (isObject(choice) && isSaid(choice.error) ? [choice.error] : []))[0]

/** Words without choices are no answer: `{code, message}` (DashScope), `{detail}` (FastAPI), `{msg}`. */
function bareMessage(value: Value): ReportedError | undefined {
  const message = value.message ?? value.detail ?? value.msg
  return isSaid(message) ? { ...value, message } : undefined
}

/** The words of a refusal, to be looked through for what was not liked. */
export const wordsOf = (error: unknown): string => {
  if (typeof error === 'string') return error
  const message = (error as { message?: unknown } | null | undefined)?.message
  if (typeof message === 'string') return message
  return error == null ? '' : JSON.stringify(message ?? error)
}

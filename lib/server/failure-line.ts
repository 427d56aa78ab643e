import { EnvironmentError } from './environment-error'
import { withoutCredentials } from './printable-url'
import { StartError } from './start-error'

/** What the operator reads when the start fails: a sentence of ours, or the causes in one line. */
export function failureLine(error: unknown): string {
  const errors = withCauses(error)
  if (errors.some(isOutOfDescriptors)) {
    return 'The server cannot start: this process may not open more files. Raise the limit (ulimit -n) to 1024 or more.'
  }
  if (error instanceof Error && isForOperator(error)) return withoutCredentials(error.message)
  const reasons = errors.map((reason) => (reason instanceof Error ? reason.message : String(reason)))
  const said = [...new Set(reasons.map((reason) => reason.replace(/\s+/g, ' ').trim()))].filter(
    (reason) => reason !== '',
  )
  return withoutCredentials(`The server cannot start: ${said.join(': ') || 'no reason was given.'}`)
}

const isForOperator = (error: Error) =>
  error instanceof StartError || error instanceof EnvironmentError || error.name === 'StoreOpenError'

/** Libraries write the code into the message, too, and some only there. */
const isOutOfDescriptors = (error: unknown) =>
  error instanceof Error && /\bE[MN]FILE\b/.test(`${'code' in error ? String(error.code) : ''} ${error.message}`)

/** No chain of causes is longer, unless it is circular. */
const MAX_CAUSES = 8

function withCauses(error: unknown): readonly unknown[] {
  const chain: unknown[] = []
  for (let next = error; next !== undefined && chain.length < MAX_CAUSES;) {
    chain.push(next)
    next = next instanceof Error ? next.cause : undefined
  }
  return chain
}

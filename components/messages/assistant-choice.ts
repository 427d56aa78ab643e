import type { Assistant } from '@/lib/protocol/assistant'
import { accountFailureOf, isNotFound } from '@/lib/protocol/error'

/** Which assistant answers next, or why none does. */
export type AssistantChoice =
  | { readonly state: 'chosen'; readonly assistant: Assistant }
  /**
   * `gone` = the assistant was deleted, `failed` = it could not be loaded, `refused` = the backend does not accept the
   * connection's key, `none` = there is none at all.
   */
  | { readonly state: 'loading' | 'gone' | 'failed' | 'refused' | 'none' }

interface Wishes {
  /** Picked in this composer. */
  readonly picked: string
  /** Asked for by the address. */
  readonly preferred: string
  /** What this browser remembers for the thread. */
  readonly remembered: string
  /** Of the thread's latest run; undefined while that is not known. */
  readonly latest: string | undefined
}

/** The id of the assistant that is asked for; an empty string when none is, undefined while that is not known. */
export const wishOf = ({ picked, preferred, remembered, latest }: Wishes): string | undefined =>
  picked || preferred || remembered || latest

interface ChoiceInput {
  /** The result of `wishOf`. */
  readonly wish: string | undefined
  /** Those to choose from, newest first. */
  readonly options: readonly Assistant[]
  /** At least the first page of the list is loaded. */
  readonly isListed: boolean
  /** Why loading failed, or null. */
  readonly error: Error | null
}

/**
 * The assistant that was asked for and no other: another one has other instructions and functions, so it answers only
 * when the reader says so. The newest answers where none was asked for.
 */
export function choiceOf({ wish, options, isListed, error }: ChoiceInput): AssistantChoice {
  const assistant = wish === '' ? options[0] : options.find(({ id }) => id === wish)
  if (assistant) return { state: 'chosen', assistant }
  const isNone = isListed && options.length === 0
  if (wish === '' && isNone) return { state: 'none' }
  if (!error) return { state: 'loading' }
  if (accountFailureOf(error) === 'refused') return { state: 'refused' }
  if (!wish || !isNotFound(error)) return { state: 'failed' }
  return { state: isNone ? 'none' : 'gone' }
}

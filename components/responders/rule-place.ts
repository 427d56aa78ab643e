import { createContext, useContext } from 'react'

/** What all rules of a function share. */
interface RulePlace {
  /** Null while there is none yet. */
  readonly assistant: string | null
  /** Of the function. */
  readonly name: string
  readonly parameters: unknown
  /** Where its arguments stand. */
  readonly paths: readonly string[]
  /** Saving was tried: what a rule lacks is shown at its fields. */
  readonly isReviewed: boolean
}

export const RuleContext = createContext<RulePlace>({
  assistant: null,
  name: '',
  parameters: null,
  paths: [],
  isReviewed: false,
})

export const useRulePlace = () => useContext(RuleContext)

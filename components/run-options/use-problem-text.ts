'use client'

import { useTranslations } from 'next-intl'
import type { OptionProblem, OptionProblems } from './run-option-problems'
import { optionNames } from './run-options'

/** What is wrong with an option, in words. */
export function useProblemText() {
  const t = useTranslations('thread.options.problem')
  return (problem: OptionProblem | undefined): string | undefined => {
    if (problem?.kind === 'text') return t(problem.key, problem.values as never)
    return problem?.message
  }
}

interface Checked {
  readonly isBroken: boolean
  readonly problems: OptionProblems
}

/** What is wrong with the first option that cannot be sent, with its name; undefined where all can. */
export function useFirstProblem({ isBroken, problems }: Checked): string | undefined {
  const t = useTranslations('thread.options')
  const textOf = useProblemText()
  const name = isBroken ? optionNames.find((each) => problems.has(each)) : undefined
  return name && t('problem_of', { option: t(`${name}.label`), problem: textOf(problems.get(name)) ?? '' })
}

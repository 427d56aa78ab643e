'use client'

import { useKept } from '@/components/kept/kept-in-tab'
import type { CreateRunBody } from '@/lib/protocol/run'
import type { Tool } from '@/lib/protocol/tool'
import { problemsOf, refusalOf, type OptionProblems } from './run-option-problems'
import { bodyOf, noOptions, type RunOptions } from './run-options'

interface Place {
  /** The options are kept under this name for the tab. */
  readonly name: string
  /** What the run has before the options are looked at; undefined while that is not known. */
  readonly tools: readonly Tool[] | undefined
  readonly initial?: RunOptions
  /** Why the server refused to start the run, if it did, and what it was sent. */
  readonly error: unknown
  readonly sent: CreateRunBody | undefined
}

/** The options of the next runs in a place, with what is wrong with them. */
export function useRunOptions({ name, tools, initial = noOptions, error, sent }: Place) {
  const [kept, keep] = useKept<Partial<RunOptions>>(name)
  const options = { ...initial, ...kept }
  const functions = tools?.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : []))
  const own = problemsOf(options, functions)
  const refused = refusalOf(error, options, sent)
  return {
    options,
    functions: functions ?? [],
    change: (part: Partial<RunOptions>) => keep({ ...options, ...part }),
    forget: () => keep(undefined),
    /** They cannot be sent as they are. */
    isBroken: own.size > 0,
    /** What is wrong with them, known here or said by the server. */
    problems: new Map([...refused, ...own]) satisfies OptionProblems,
    isRefused: refused.size > 0,
    body: own.size > 0 ? {} : bodyOf(options),
  }
}

export type RunOptionsState = ReturnType<typeof useRunOptions>

'use client'

import { createContext, useCallback, useContext, useSyncExternalStore, type ReactNode } from 'react'
import type { Around, NextStep } from '@/lib/inspector/findings/finding'
import type { Server } from '@/lib/inspector/code-client'
import type { UrlState, Way } from '@/lib/inspector/url-state'
import type { ListedExchange, WireExchange } from '@/lib/protocol/exchange'
import type { ShownMessage } from '@/lib/protocol/playground'

/** What is shown beside a run and is neither in it nor in its log. */
export interface RunSurroundings {
  /** What the run is called after; null where only its model is known. */
  readonly assistantName: string | null
  readonly threadName: string
  readonly labels: readonly string[]
  /** When the run was created, in Unix ms. */
  readonly createdMs: number
  readonly messages: ThreadMessages
  /** What code for the same needs to know of the server; null where no code is shown. */
  readonly server: Server | null
  /** What passed on the wire about the run, beside its frames; null where none of it can be had. */
  readonly exchanges: WireExchanges | null
  /** Whether no more of the log will come, or none can be had. */
  readonly isLogWhole: boolean
  /** What else is known that explains how the run stands. */
  readonly around: Around
  /** Where no panel of the log stands below the run; missing where one does. */
  readonly log?: 'none'
  /** What cannot be reached, so that it is not known how the run stands now; null when all can. */
  readonly cutOff: 'server' | 'backend' | null
}

/** Requests and answers, which come once the panel is open that shows them. */
export interface WireExchanges {
  /** In short, in their order. */
  readonly known: readonly ListedExchange[]
  readonly isFailed: boolean
  readonly onRetry: () => void
  /** The one that the address names; null where it names none. */
  readonly looked: {
    /** Undefined while it is on its way. */
    readonly whole: WireExchange | undefined
    readonly error: Error | null
    readonly onRetry: () => void
  } | null
}

/** The messages of the run's thread as far as they are known. */
export interface ThreadMessages {
  /** The newest first. */
  readonly known: readonly ShownMessage[]
  readonly hasOlder: boolean
  /** They are on their way. */
  readonly isPending: boolean
}

/** What can be done with a run and where one can go from it: each ready to stand in its place. */
export interface RunActions {
  /** The way down to the run, above its title. */
  readonly trail: ReactNode
  /** At the right of its title. */
  readonly tools: ReactNode
  /** Beside the advice to do so. */
  readonly next: (step: NextStep) => ReactNode
  /** Where the outputs are written that the run waits for. */
  readonly outputs: ReactNode
  /** The names of its thread and its assistant, as ways there. */
  readonly thread: ReactNode
  readonly assistant: ReactNode
  /** Below the facts. */
  readonly changes: ReactNode
}

/** What all parts of a report have in common. */
export interface Report {
  readonly urlState: UrlState
  readonly surroundings: RunSurroundings
}

export const ReportContext = createContext<Report | undefined>(undefined)

export function useReport(): Report {
  const report = useContext(ReportContext)
  if (!report) throw new Error('This is for components below RunReport.')
  return report
}

export const useSurroundings = () => useReport().surroundings

export const useUrlState = () => useReport().urlState

/** One choice that lives in the address. */
export const useUrlChoice = (name: string) => useChoiceIn(useUrlState(), name)

/** The same for what stands around a report. */
export function useChoiceIn(urlState: UrlState, name: string): [string, (value: string, way?: Way) => void] {
  const value = useSyncExternalStore(
    urlState.subscribe,
    () => urlState.get(name),
    () => urlState.first(name),
  )
  return [value, useCallback((next, way) => urlState.set({ [name]: next }, way), [name, urlState])]
}

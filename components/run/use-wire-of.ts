'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useChoiceIn, type RunSurroundings } from '@/components/report/report-context'
import { exchangeQuery, exchangesQuery, isOpen } from '@/lib/client/exchange-queries'
import type { UrlState } from '@/lib/inspector/url-state'
import { exchangeKeyOf } from '@/lib/inspector/wire-lines'
import type { ListedExchange } from '@/lib/protocol/exchange'
import { useIsLogOpen } from './use-is-log-open'

const none: readonly ListedExchange[] = []

interface WireInput {
  readonly run: string
  readonly isOver: boolean
  readonly urlState: UrlState
}

/** What passed on the wire about a run, from when its panel is open; of the exchange that is looked at all. */
export function useWireOf({ run, isOver, urlState }: WireInput): RunSurroundings['exchanges'] {
  const api = useApi()
  const [chosen] = useChoiceIn(urlState, 'exchange')
  const number = exchangeKeyOf(chosen)?.number
  const all = useQuery({ ...exchangesQuery(api, { run, isOver }), enabled: useIsLogOpen(urlState) })
  const { data: known = none, isError: isFailed, refetch } = all
  const inShort = known.find((each) => each.number === number)
  const at = { run, number: number ?? 0, isWhole: inShort !== undefined && !isOpen(inShort) }
  const one = useQuery({ ...exchangeQuery(api, at), enabled: number !== undefined })
  const { data: whole, error, refetch: refetchOne } = one
  return useMemo(
    () => ({
      known,
      isFailed,
      onRetry: () => void refetch(),
      looked: number === undefined ? null : { whole, error, onRetry: () => void refetchOne() },
    }),
    [known, isFailed, refetch, number, whole, error, refetchOne],
  )
}

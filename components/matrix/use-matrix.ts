'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useOnceMutation } from '@/components/actions/use-once'
import { useAsked } from '@/components/compare/use-asked'
import { useApi } from '@/components/connection/connection-context'
import { useKept } from '@/components/kept/kept-in-tab'
import { useSearchParam, useSetSearch } from '@/components/routing/use-search-param'
import type { Api } from '@/lib/client/api'
import { keys } from '@/lib/client/keys'
import { runQuery } from '@/lib/client/run-queries'
import {
  clearedAt,
  MAX_VARIANTS,
  noVariant,
  runsOf,
  runsText,
  variantsOf,
  variantsText,
  withoutAt,
  type Variant,
} from './variants'

/** The fewest that are worth a matrix. */
const MIN_VARIANTS = 2

/** What became of a variant: the id of its run, or why there is none. */
type Started = { readonly id: string } | { readonly error: unknown }

/** A matrix: its message, its variants and their runs. The address has the last two. */
export function useMatrix() {
  const api = useApi()
  const client = useQueryClient()
  const setSearch = useSetSearch()
  const [told] = useSearchParam('v')
  const [ids] = useSearchParam('r')
  const [from] = useSearchParam('from')
  const [first = ''] = runsOf(ids).filter(Boolean)
  const origin = useQuery({ ...runQuery(api, from || first), enabled: Boolean(from || first) })
  const { asked } = useAsked(origin.data?.run)
  const [written, write] = useKept<string>(`matrix:${api.connection}:${from}`)
  const message = written ?? asked ?? ''
  const [errors, setErrors] = useState<readonly unknown[]>([])
  const named = variantsOf(told)
  const missing = Math.max(0, MIN_VARIANTS - named.length)
  const variants = [...named, ...Array.from({ length: missing }, () => noVariant)]

  const runs = runsOf(ids)
  /** Choices of variants are no way back; their runs are. */
  const setVariants = (next: readonly Variant[], left: readonly string[]) =>
    setSearch({ v: variantsText(next), r: runsText(left) }, 'replace')
  const ask = useOnceMutation({
    meta: { inline: true },
    mutationFn: () => Promise.all(variants.map((variant) => start(api, variant, message))),
    onSuccess(started) {
      setErrors(started.map((each) => ('error' in each ? each.error : undefined)))
      setSearch({ r: runsText(started.map((each) => ('id' in each ? each.id : ''))) })
      void client.invalidateQueries({ queryKey: keys.threadLists(api.connection) })
    },
  })

  function remove(index: number) {
    setErrors(withoutAt(errors, index))
    setVariants(withoutAt(variants, index), withoutAt(runs, index))
  }

  return {
    message,
    write,
    variants,
    runs,
    errors,
    isAsking: ask.isPending,
    canAsk: message.trim() !== '' && variants.every(({ assistant }) => assistant !== ''),
    ask: () => ask.mutate(),
    /** What the others have answered stays. */
    change(index: number, part: Partial<Variant>) {
      setErrors(clearedAt(errors, index, undefined))
      setVariants(
        variants.map((each, at) => (at === index ? { ...each, ...part } : each)),
        clearedAt(runs, index, ''),
      )
    },
    /** A further one is like the last. */
    add: variants.length < MAX_VARIANTS ? () => setVariants([...variants, variants.at(-1)!], runs) : undefined,
    remove: variants.length > MIN_VARIANTS ? remove : undefined,
  }
}

/** Each variant has a thread of its own. One that cannot be started keeps none of the others from it. */
async function start(api: Api, { assistant, model }: Variant, content: string): Promise<Started> {
  try {
    const thread = await api.threads.create({ messages: [{ role: 'user', content }] })
    return await api.runs.create(thread.id, { assistant_id: assistant, ...(model.trim() && { model: model.trim() }) })
  } catch (error) {
    return { error }
  }
}

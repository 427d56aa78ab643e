import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { FoundWords } from '@/lib/protocol/playground'
import type { Api } from './api'
import { keys } from './keys'

/** Messages with these words. Asked for once: a further page goes on where the one before came to. */
export const wordsQuery = (api: Api, q: string) =>
  infiniteQueryOptions({
    queryKey: keys.words(api.connection, q),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last: FoundWords) => last.before ?? undefined,
    queryFn: ({ pageParam, signal }) => api.findWords({ q, before: pageParam }, { signal }),
    staleTime: 30_000,
  })

/** Where the object of an id stands; an error of 404 where there is none. */
export const placeQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: keys.place(api.connection, id), queryFn: ({ signal }) => api.placeOf(id, { signal }) })

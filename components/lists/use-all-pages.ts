'use client'

import { useEffect } from 'react'

/** The part of an infinite query that is used. */
interface Paged {
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly isFetchNextPageError: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

/**
 * Loads the rest of a list, page by page, as long as all of it is wanted; a page that fails ends that. Returns whether
 * there is more to come.
 */
export function useAllPages({ hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: Paged, wanted: boolean) {
  const isLooking = wanted && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isLooking && !isFetching) void fetchNextPage()
  }, [isLooking, isFetching, fetchNextPage])
  return isLooking
}

// What the pages of files ask for.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Api } from './api'
import type { FileFilter } from './file-requests'
import { keys } from './keys'
import { paged, pageAt } from './paged-query'

const PAGE_SIZE = 100

export const filesQuery = (api: Api, { purpose = '', order = 'desc' }: FileFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.fileList(api.connection, { purpose, order }),
    queryFn: ({ pageParam, signal }) => api.files.list({ ...pageAt(pageParam, PAGE_SIZE), purpose, order }, { signal }),
  })

/** The first so many bytes of a file. */
export const fileBeginningQuery = (api: Api, id: string, bytes: number) =>
  queryOptions({
    queryKey: keys.fileBeginning(api.connection, id, bytes),
    queryFn: ({ signal }) => api.files.beginning(id, bytes, { signal }),
    staleTime: Infinity,
    // Bytes are many: they go soon when nobody looks at them.
    gcTime: 30_000,
  })

/** The text of a document, part by part. */
export const fileTextQuery = (api: Api, id: string) =>
  infiniteQueryOptions({
    queryKey: keys.fileText(api.connection, id),
    queryFn: ({ pageParam, signal }) => api.files.text(id, pageParam, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => ('failure' in last ? undefined : (last.next ?? undefined)),
    staleTime: Infinity,
    // Texts are long: they go soon when nobody looks at them.
    gcTime: 30_000,
  })

/** Where files are used. Asked for anew each time: nobody is told when an assistant's files change. */
export const fileUsesQuery = (api: Api, ids: readonly string[]) =>
  queryOptions({
    queryKey: keys.fileUses(api.connection, ids),
    queryFn: ({ signal }) => api.files.uses(ids, { signal }),
    staleTime: 0,
  })

import type { StoreSearchBody } from '@/lib/client/vector-store-requests'
import { filterOf, writtenFilter } from './attribute-filter'

/** Of a comparison the first search, and the second. */
export type Side = 'first' | 'second'

/** How one search is made. */
export interface SearchSettings {
  /** How many results at most. */
  readonly most: number
  /** The least score of a result, from 0 to 1. */
  readonly least: number
  /** By words alone, though there are embeddings. */
  readonly isByWords: boolean
  /** JSON; empty for none. */
  readonly filter: string
}

export const MAX_RESULTS = 50
const usual: SearchSettings = { most: 10, least: 0, isByWords: false, filter: '' }

/** What the parameters of the address are called on each side. */
const namesOf = (side: Side) => {
  const end = side === 'first' ? '' : '2'
  return { most: `n${end}`, least: `min${end}`, isByWords: `rank${end}`, filter: `attr${end}` } as const
}

interface Params {
  readonly get: (name: string) => string | null
}

/** The settings in an address. What makes no sense there is left as it usually is. */
export function settingsIn(params: Params, side: Side): SearchSettings {
  const names = namesOf(side)
  const most = Number(params.get(names.most) ?? '')
  const least = Number(params.get(names.least) ?? '')
  const filter = params.get(names.filter) ?? ''
  return {
    most: Number.isInteger(most) && most >= 1 && most <= MAX_RESULTS ? most : usual.most,
    least: least > 0 && least <= 1 ? least : usual.least,
    isByWords: params.get(names.isByWords) === 'words',
    filter: writtenFilter(filter).rows.length > 0 ? filter : '',
  }
}

/** The parameters of settings; an empty one is left out of the address. */
export function paramsOf(settings: SearchSettings, side: Side): Readonly<Record<string, string>> {
  const names = namesOf(side)
  return {
    [names.most]: settings.most === usual.most ? '' : String(settings.most),
    [names.least]: settings.least === usual.least ? '' : String(settings.least),
    [names.isByWords]: settings.isByWords ? 'words' : '',
    [names.filter]: settings.filter,
  }
}

/** What the wire is asked. */
export function searchBodyOf(query: string, { most, least, isByWords, filter }: SearchSettings): StoreSearchBody {
  const filters = filterOf(writtenFilter(filter))
  return {
    query,
    max_num_results: most,
    ...(filters && { filters }),
    ...((least > 0 || isByWords) && {
      ranking_options: { ...(isByWords && { ranker: 'none' as const }), ...(least > 0 && { score_threshold: least }) },
    }),
  }
}

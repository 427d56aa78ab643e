import type { ThreadSummary } from '@/lib/protocol/playground'
import { MAX_COUNTED } from '@/lib/run/list-limits'
import type { Api } from './api'

/** The threads that have neither messages nor runs, as many as are counted. */
export async function allEmptyThreads(api: Api): Promise<readonly ThreadSummary[]> {
  const found: ThreadSummary[] = []
  let after: string | undefined
  do {
    const { data, has_more, last_id } = await api.threads.list({ empty: 'true', limit: 100, after })
    found.push(...data)
    after = has_more ? last_id : undefined
  } while (after !== undefined && found.length < MAX_COUNTED)
  return found
}

import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Run } from '@/lib/protocol/run'
import type { Api } from './api'
import { keys } from './keys'
import { forkRun } from './run-again'

interface Bound {
  readonly api: Api
  readonly client: QueryClient
}

/** Runs once more, on a copy of the thread: see `forkRun`. */
export const forkRunMutation = ({ api, client }: Bound, run: Run) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (fork: Parameters<typeof forkRun>[2]) => forkRun(api, run, fork),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.threadLists(api.connection) }),
  })

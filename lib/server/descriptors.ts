// Every connection takes a file descriptor, as every open file does. If connections took all of them, no file could be
// opened any more; so connections are refused before that.
import type { Server } from 'node:net'
import { StartError } from './start-error'

/** For the program, the database, the pages that are loaded on demand, and connections to other servers. */
const FOR_FILES = 96
const MIN_OPEN_FILES = 128
const SAY_AGAIN_MS = 60_000

/** How many connections this process may have at once; undefined without a limit. Throws StartError when too few. */
export function maxConnectionsOf(limit = openFilesLimit()): number | undefined {
  if (limit === undefined) return undefined
  if (limit < MIN_OPEN_FILES) {
    throw new StartError(
      `This process may have ${limit} files open, which is too few: raise the limit to ${MIN_OPEN_FILES} or more (ulimit -n).`,
    )
  }
  return limit - Math.max(FOR_FILES, Math.floor(limit / 4))
}

/** Refuses connections beyond `most`, and reports that at most once a minute. */
export function limitConnections(server: Server, most: number | undefined, say: (line: string) => void) {
  if (most === undefined) return
  server.maxConnections = most
  let saidAt = -Infinity
  server.on('drop', () => {
    const now = performance.now()
    if (now - saidAt < SAY_AGAIN_MS) return
    saidAt = now
    say(`Connections are refused: ${most} are open, and the limit of open files (ulimit -n) allows no more.`)
  })
}

/** Node raises the soft limit to the hard one when it starts; only its diagnostic report says what that is. */
function openFilesLimit(): number | undefined {
  const { userLimits } = process.report.getReport() as { readonly userLimits?: UserLimits }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : undefined
}

interface UserLimits {
  /** `unlimited`, or a number. Windows has none. */
  readonly open_files?: { readonly soft: number | string }
}

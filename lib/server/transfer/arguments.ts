import { parseArgs } from 'node:util'
import { type ConflictChoice, conflictChoices } from '@/lib/protocol/transfer'
import { StartError } from '@/lib/server/start-error'

const USAGE = `Usage:
  npm run transfer -- import <folder|zip|ndjson> [--to embedded] [--dry-run] [--on-conflict keep|take|copy]
    [--report <file>] [--without-file-bytes]
  npm run transfer -- export <folder> [--from embedded] [--threads <id,id>]
    [--without-file-bytes]
It asks the server at BASE_URL, with ACCESS_TOKEN where it has one; without BASE_URL it works on the data folder in
DATA_DIR, whose server must be stopped.`

export interface ImportCommand {
  readonly command: 'import'
  readonly path: string
  readonly to: string
  readonly isDry: boolean
  /** Whether files come with their bytes. */
  readonly withBytes: boolean
  /** Undefined where it was not said: then what differs is kept here, and counts as left behind. */
  readonly onConflict: ConflictChoice | undefined
  /** Where the report goes as JSON. */
  readonly report: string | undefined
}

export interface ExportCommand {
  readonly command: 'export'
  readonly path: string
  readonly from: string
  readonly threadIds: readonly string[] | null
  readonly withBytes: boolean
}

/** What the command line asks for. Throws StartError for what it cannot. */
export function argumentsOf(words: readonly string[]): ImportCommand | ExportCommand {
  const { values, positionals } = parsed(words)
  const [command, path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new StartError(USAGE)
  const withBytes = !values['without-file-bytes']
  if (command === 'import') {
    const chosen = values['on-conflict']
    const onConflict = conflictChoices.find((choice) => choice === chosen)
    if (chosen !== undefined && !onConflict)
      throw new StartError(`--on-conflict must be one of ${conflictChoices.join(', ')}.`)
    const { report } = values
    const to = values.to ?? 'embedded'
    return { command, path, to, isDry: values['dry-run'] ?? false, withBytes, onConflict, report }
  }
  if (command !== 'export') throw new StartError(USAGE)
  const threadIds = values.threads?.split(',').filter((id) => id !== '') ?? null
  return { command, path, from: values.from ?? 'embedded', threadIds, withBytes }
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        from: { type: 'string' },
        threads: { type: 'string' },
        report: { type: 'string' },
        'without-file-bytes': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        'on-conflict': { type: 'string' },
      },
    })
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

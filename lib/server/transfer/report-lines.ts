import {
  type TransferItem,
  type TransferReason,
  transferOutcomes,
  transferReasons,
  type TransferTally,
} from '@/lib/protocol/transfer'

const words: Readonly<Record<TransferReason, string>> = {
  missing_in_source: 'the source does not have it',
  no_id: 'it has no id, or none that can be kept',
  unreadable: 'it cannot be read, or the source refused it',
  too_large: 'it is too large',
  thread_left: 'its thread or run was left behind',
  run_active_here: 'a run with this id is underway here',
  in_other_thread: 'it is here in another thread',
  bytes_differ: 'a file with other bytes is here under its id',
  count_differs: 'the source tells another number',
  file_content: 'only what describes the file was carried, not its content',
  vector_store_content: 'files of the vector store have no bytes here',
  definition_too_large: 'it comes without a definition that is too large for this server',
  code_interpreter: 'its code interpreter cannot run here',
  file_search: 'its file search cannot run here',
  unknown_tool: 'cannot run here: the tool is not known',
  function_endpoint: 'somebody must answer the calls of its function',
  was_underway: 'it was underway there, and is over here',
}

/** How many objects are named for each reason. The report as JSON names all. */
const NAMED = 100

/** What became of everything, for a terminal: losses before notes. */
export function reportLines({ counts, reasons, file_bytes = 0, items, conflicts }: TransferTally): readonly string[] {
  const table = Object.entries(counts).flatMap(([kind, outcomes]) => {
    const told = transferOutcomes.flatMap((outcome) =>
      outcomes[outcome] > 0 ? [`${outcomes[outcome]} ${outcome}`] : [],
    )
    return told.length > 0 ? [`${kind}: ${told.join(', ')}`] : []
  })
  const differing = conflicts.map(({ kind, id }) => `- ${kind} ${id}: differs from what is here`)
  const said = transferReasons.flatMap((reason) => {
    const own = items.filter((item) => item.reason === reason)
    return firstOf(own.map(lineOf), reasons[reason] ?? 0, `: ${words[reason]}`)
  })
  const sizes = file_bytes > 0 ? [`bytes of files: ${file_bytes}`] : []
  return [...table, ...sizes, ...firstOf(differing, conflicts.length, ' that differ'), ...said]
}

function lineOf({ kind, id, thread_id, reason, detail }: TransferItem): string {
  const what = [kind, id || (thread_id ?? '')].filter((word) => word !== '').join(' ')
  return `- ${what}: ${words[reason]}${detail === null ? '' : ` (${detail})`}`
}

function firstOf(lines: readonly string[], count: number, what: string): readonly string[] {
  const shown = lines.slice(0, NAMED)
  const more = count - shown.length
  return more > 0 ? [...shown, `… and ${more} more${what}.`] : shown
}

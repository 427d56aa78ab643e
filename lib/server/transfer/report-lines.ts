import { type TransferReason, type TransferTally, transferOutcomes } from '@/lib/protocol/transfer'

const words: Readonly<Record<TransferReason, string>> = {
  missing_in_source: 'the source does not have it any more',
  no_id: 'it has no id, or none that can be kept',
  unreadable: 'it cannot be read',
  too_large: 'it is too large',
  thread_left: 'its thread or run was left behind',
  run_active_here: 'a run with this id is underway here',
  in_other_thread: 'it is here in another thread',
  count_differs: 'the source tells another number',
  file_content: 'only what describes the file was carried, not its content',
  vector_store_content: 'only what describes the vector store was carried, not its content',
  definition_too_large: 'it comes without a definition that is too large for this server',
  code_interpreter: 'cannot run here until there is a code interpreter',
  file_search: 'cannot run here until there is file search',
  unknown_tool: 'cannot run here: the tool is not known',
  function_endpoint: 'somebody must answer the calls of its function',
  was_underway: 'it was underway there, and is over here',
}

/** What became of everything, for a terminal. */
export function reportLines({ counts, reasons, items, conflicts }: TransferTally): readonly string[] {
  const table = Object.entries(counts).flatMap(([kind, outcomes]) => {
    const told = transferOutcomes.flatMap((outcome) =>
      outcomes[outcome] > 0 ? [`${outcomes[outcome]} ${outcome}`] : [],
    )
    return told.length > 0 ? [`${kind}: ${told.join(', ')}`] : []
  })
  const differing = conflicts.map(({ kind, id }) => `- ${kind} ${id}: differs from what is here`)
  const said = items.map(({ kind, id, reason, detail }) => {
    const about = detail === null ? '' : ` (${detail})`
    return `- ${kind} ${id}: ${words[reason]}${about}`
  })
  const untold = Object.values(reasons).reduce((sum, count) => sum + count, 0) - items.length
  return [...table, ...differing, ...said, ...(untold > 0 ? [`… and ${untold} more.`] : [])]
}

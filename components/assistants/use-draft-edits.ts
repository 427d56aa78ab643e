'use client'

import { useMemo, useState } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { useKept } from '@/components/kept/kept-in-tab'
import type { Assistant } from '@/lib/protocol/assistant'
import { changedBody, draftOf, emptyDraft, keysOf, sameDraft, type AssistantDraft } from './assistant-draft'
import { advanceBase, mergeDrafts, settle } from './merge-drafts'

/** What was typed, and what it was based on. */
interface Edits {
  readonly mine: AssistantDraft
  readonly base: AssistantDraft
  /** The assistant as it was when typing began. */
  readonly since: AssistantDraft
}

/**
 * What was typed over an assistant as the server has it, or null for a new one. Only what was typed is kept, for this
 * tab: what was not touched follows the server.
 */
export function useDraftEdits(assistant: Assistant | null) {
  const { info } = useConnection()
  const [kept, setEdits] = useKept<Edits>(`assistant:${info.id}:${assistant?.id ?? 'new'}`)
  const [keys, setKeys] = useState(() => keysOf([]))
  const theirs = useMemo(
    () => (assistant ? draftOf(assistant, keys) : emptyDraft(info.default_model)),
    [assistant, keys, info],
  )
  // A draft that was kept over an update may lack fields that the form has by now.
  const edits = useMemo(
    () => kept && { ...kept, mine: { ...theirs, ...kept.mine }, base: { ...theirs, ...kept.base } },
    [kept, theirs],
  )
  const { draft, conflicts } = useMemo(
    () => (edits ? mergeDrafts({ ...edits, theirs }) : { draft: theirs, conflicts: [] }),
    [edits, theirs],
  )
  return {
    draft,
    /** What was changed both here and by others, differently. */
    conflicts,
    dirty: edits !== undefined && !sameDraft(draft, theirs),
    /** Somebody else changed the assistant since typing began. */
    changedElsewhere: edits !== undefined && !sameDraft(edits.since, theirs),
    change(part: Partial<AssistantDraft>) {
      const mine = { ...draft, ...part }
      const base = advanceBase({ base: edits?.base ?? theirs, theirs, mine })
      setEdits({ mine, base, since: edits ? edits.since : theirs })
    },
    drop: () => setEdits(undefined),
    /** Nothing is left to be saved. A function keeps its key under its new name: its part of the form stays open. */
    onSaved() {
      setKeys(keysOf(draft.functions))
      setEdits(undefined)
    },
    /** What was typed, as a change of the assistant as it is by then; null where somebody has to choose first. */
    bodyFor: (latest: Assistant) => bodyOver(latest, edits),
    /** Takes these conflicts as the others have them, and the rest as typed. Gives what bodyFor gives from then on. */
    settle(asTheirs: ReadonlySet<string>) {
      const settled = edits && { ...edits, ...settle({ ...edits, theirs }, asTheirs) }
      setEdits(settled)
      return (latest: Assistant) => bodyOver(latest, settled)
    },
  }

  function bodyOver(latest: Assistant, over: Edits | undefined) {
    const now = draftOf(latest, keys)
    if (!over) return {}
    const merged = mergeDrafts({ ...over, theirs: now })
    return merged.conflicts.length > 0 ? null : changedBody(merged.draft, now)
  }
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { useKept } from '@/components/kept/kept-in-tab'
import { respondersQuery } from '@/lib/client/responders'
import type { Assistant } from '@/lib/protocol/assistant'
import type { AssistantResponders } from '@/lib/protocol/responder'
import { changedBody, draftOf, emptyDraft, sameDraft, type AssistantDraft } from './assistant-draft'
import { keysOf } from './function-draft'
import { respondersBodyOf } from './responder-drafts'
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
  const { responders, unanswered } = useStoredResponders(assistant)
  const theirs = useMemo(
    () => (assistant ? draftOf(assistant, { keys, responders }) : emptyDraft(info.default_model)),
    [assistant, keys, responders, info],
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
    bodyFor: (latest: Latest) => bodyOver(latest, edits),
    /** Takes these conflicts as the others have them, and the rest as typed. Gives what bodyFor gives from then on. */
    settle(asTheirs: ReadonlySet<string>) {
      const settled = edits && { ...edits, ...settle({ ...edits, theirs }, asTheirs) }
      setEdits(settled)
      return (latest: Latest) => bodyOver(latest, settled)
    },
    /** Why it is not known what answers the functions, and a way to ask again. */
    unanswered,
  }

  function bodyOver({ assistant: latest, responders: known }: Latest, over: Edits | undefined) {
    const now = draftOf(latest, { keys, responders: known ?? undefined })
    if (!over) return { body: {}, responders: null }
    const merged = mergeDrafts({ ...over, theirs: now })
    if (merged.conflicts.length > 0) return null
    const place = latest.id
    return {
      body: changedBody(merged.draft, now),
      responders: respondersBodyOf(merged.draft, { stored: known, place }),
    }
  }
}

/** An assistant as it is by now, and what answers its functions; null where that is not known. */
interface Latest {
  readonly assistant: Assistant
  readonly responders: AssistantResponders | null
}

/** What answers the functions of an assistant that is stored. */
function useStoredResponders(assistant: Assistant | null) {
  const api = useApi()
  const { data, error, refetch } = useQuery({
    ...respondersQuery(api, assistant?.id ?? ''),
    enabled: assistant !== null,
  })
  return { responders: data, unanswered: error ? { error, onRetry: () => void refetch() } : undefined }
}

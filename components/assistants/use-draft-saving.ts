'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { saveAssistantMutation } from '@/lib/client/assistant-mutations'
import type { Assistant, ModifyAssistantBody } from '@/lib/protocol/assistant'
import { bodyOf } from './assistant-draft'
import type { useDraftEdits } from './use-draft-edits'

export type OnSaved = (assistant: Assistant) => void

/** Saves what was typed, once nothing is wrong with it; asks first where somebody else has changed the same. */
export function useDraftSaving(assistant: Assistant | null, edits: ReturnType<typeof useDraftEdits>) {
  const saving = useOnceMutation(saveAssistantMutation(useApi(), useQueryClient()))
  const [isAsked, setAsked] = useState(false)

  function send(asked: Parameters<typeof saving.mutate>[0], onSaved: OnSaved) {
    saving.mutate(asked, {
      onSuccess(saved) {
        if (!saved) return setAsked(true)
        edits.onSaved()
        onSaved(saved)
      },
    })
  }

  return {
    busy: saving.isPending,
    /** What saving as new would send; only for a draft without problems. */
    body: () => bodyOf(edits.draft),
    /** Why the server did not save. */
    serverError: saving.error,
    forgetError: () => saving.isError && saving.reset(),
    save: (onSaved: OnSaved) =>
      send(assistant ? { id: assistant.id, bodyFor: edits.bodyFor } : bodyOf(edits.draft), onSaved),
    /** Makes a new assistant of the draft, with what the form does not show. */
    saveAsNew: (onSaved: OnSaved) => send({ ...unshownOf(assistant), ...bodyOf(edits.draft) }, onSaved),
    /** What both have changed, once saving has met it; empty when there is nothing to choose. */
    conflicts: isAsked ? edits.conflicts : [],
    /** Leaves the choice for later. */
    leaveConflicts: () => setAsked(false),
    /** Saves with these conflicts as the others have them, and the rest as typed. */
    settle(asTheirs: ReadonlySet<string>, onSaved: OnSaved) {
      setAsked(false)
      if (assistant) send({ id: assistant.id, bodyFor: edits.settle(asTheirs) }, onSaved)
    },
  }
}

/** The settings of an assistant that the form has no field for. */
function unshownOf(assistant: Assistant | null): ModifyAssistantBody {
  const { reasoning_effort } = assistant ?? {}
  return reasoning_effort ? { reasoning_effort } : {}
}

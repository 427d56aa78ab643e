'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { saveAssistantMutation } from '@/lib/client/assistant-mutations'
import type { Assistant, ModifyAssistantBody } from '@/lib/protocol/assistant'
import { forgetSecrets } from '@/components/responders/typed-secrets'
import { bodyOf } from './assistant-draft'
import { respondersBodyOf } from './responder-drafts'
import type { useDraftEdits } from './use-draft-edits'

/** In the place of an id, where there is none yet. */
const NEW = 'new'

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
        forgetSecrets()
        onSaved(saved)
      },
    })
  }

  const respondersOf = (place: string) => respondersBodyOf(edits.draft, { stored: null, place })

  return {
    busy: saving.isPending,
    /** What saving as new would send; only for a draft without problems. */
    body: () => ({ body: bodyOf(edits.draft), responders: respondersOf(assistant?.id ?? NEW) }),
    /** Why the server did not save. */
    serverError: saving.error,
    forgetError: () => saving.isError && saving.reset(),
    save: (onSaved: OnSaved) =>
      send(
        assistant ? changeOf(assistant, edits.bodyFor) : { body: bodyOf(edits.draft), responders: respondersOf(NEW) },
        onSaved,
      ),
    /** Makes a new assistant of the draft, with what the form does not show. */
    saveAsNew: (onSaved: OnSaved) =>
      send(
        {
          body: { ...unshownOf(assistant), ...bodyOf(edits.draft) },
          responders: respondersOf(assistant?.id ?? NEW),
        },
        onSaved,
      ),
    /** What both have changed, once saving has met it; empty when there is nothing to choose. */
    conflicts: isAsked ? edits.conflicts : [],
    /** Leaves the choice for later. */
    leaveConflicts: () => setAsked(false),
    /** Saves with these conflicts as the others have them, and the rest as typed. */
    settle(asTheirs: ReadonlySet<string>, onSaved: OnSaved) {
      setAsked(false)
      if (assistant) send(changeOf(assistant, edits.settle(asTheirs)), onSaved)
    },
  }
}

/** What answers the functions counts, too, once it is known. */
const changeOf = ({ id }: Assistant, bodyFor: ReturnType<typeof useDraftEdits>['bodyFor']) => ({ id, bodyFor })

/** The settings of an assistant that the form has no field for. */
function unshownOf(assistant: Assistant | null): ModifyAssistantBody {
  const { reasoning_effort } = assistant ?? {}
  return reasoning_effort ? { reasoning_effort } : {}
}

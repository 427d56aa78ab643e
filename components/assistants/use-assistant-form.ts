'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/connection-context'
import { saveAssistantMutation } from '@/lib/client/mutations'
import type { Assistant, ModifyAssistantBody } from '@/lib/protocol/assistant'
import { ApiError } from '@/lib/protocol/error'
import { bodyOf, type AssistantDraft } from './assistant-draft'
import { fieldOf, problemsOf, type FieldProblem } from './assistant-problems'
import { useDraftEdits } from './use-draft-edits'

type OnSaved = (assistant: Assistant) => void

/**
 * The state of the form over an assistant as the server has it, or null for a new one. Saving sends what was changed
 * only, and asks first where somebody else has changed the same.
 */
export function useAssistantForm(assistant: Assistant | null) {
  const edits = useDraftEdits(assistant)
  const saving = useMutation(saveAssistantMutation(useApi(), useQueryClient()))
  const [refusals, setRefusals] = useState(0)
  const [isAsked, setAsked] = useState(false)
  const { draft, dirty, changedElsewhere } = edits
  const problems = problemsOf(draft)
  const server = saving.error instanceof ApiError ? saving.error : undefined
  const serverField = fieldOf(server?.body.param ?? null, draft)
  const review = () => setRefusals(refusals + 1)

  function send(asked: Parameters<typeof saving.mutate>[0], onSaved: OnSaved) {
    saving.mutate(asked, {
      onSuccess(saved) {
        if (!saved) return setAsked(true)
        edits.onSaved()
        setRefusals(0)
        onSaved(saved)
      },
    })
  }

  return {
    draft,
    /** All that is wrong with the draft, shown or not. */
    problems,
    dirty,
    changedElsewhere,
    busy: saving.isPending,
    /** How many fields keep the draft from being saved, once that was tried. */
    problemCount: refusals > 0 ? problems.size : 0,
    /** While typing only the JSON speaks up; the rest waits until saving is tried. */
    problemOf(field: string): FieldProblem | undefined {
      const own = problems.get(field)
      if (own && (refusals > 0 || own.kind === 'json')) return own
      return server && field === serverField ? { kind: 'server', message: server.message } : undefined
    },
    /** What the server refused without naming a field of the form. */
    error: saving.error && serverField === undefined ? saving.error : undefined,
    change(part: Partial<AssistantDraft>) {
      if (saving.isError) saving.reset()
      edits.change(part)
    },
    discard() {
      saving.reset()
      setRefusals(0)
      setAsked(false)
      edits.drop()
    },
    /** How often saving was refused here, and what the server refused: a change of either is news. */
    refusals,
    serverError: saving.error,
    /** Shows what keeps the draft from being saved, as trying to save it does. */
    review,
    /** Saves what was changed; what keeps the draft from being saved stands at its fields. */
    save(onSaved: OnSaved) {
      if (problems.size > 0) return review()
      send(assistant ? { id: assistant.id, bodyFor: edits.bodyFor } : bodyOf(draft), onSaved)
    },
    /** Makes a new assistant of the draft, with what the form does not show. */
    saveAsNew(onSaved: OnSaved) {
      if (problems.size > 0) return review()
      send({ ...unshownOf(assistant), ...bodyOf(draft) }, onSaved)
    },
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
  const { tool_resources, reasoning_effort } = assistant ?? {}
  return { ...(tool_resources && { tool_resources }), ...(reasoning_effort && { reasoning_effort }) }
}

export type AssistantFormState = ReturnType<typeof useAssistantForm>

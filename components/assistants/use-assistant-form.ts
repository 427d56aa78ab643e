'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi, useConnection } from '@/components/connection-context'
import { useKept } from '@/components/kept-in-tab'
import { useOnceMutation } from '@/components/use-once'
import { saveAssistantMutation } from '@/lib/client/mutations'
import type { Assistant } from '@/lib/protocol/assistant'
import { ApiError } from '@/lib/protocol/error'
import { bodyOf, draftOf, emptyDraft, sameDraft, type AssistantDraft } from './assistant-draft'
import { fieldOf, problemsOf, type FieldProblem } from './assistant-problems'

/** What was typed, over what it was typed on. */
interface Edits {
  readonly draft: AssistantDraft
  readonly base: Assistant | null
}

/**
 * The state of the form over an assistant as the server has it, or null for a new one. Only what was typed is kept:
 * while nothing was, the form follows the server.
 */
export function useAssistantForm(assistant: Assistant | null) {
  const { info } = useConnection()
  const saving = useOnceMutation(saveAssistantMutation(useApi(), useQueryClient()))
  const [edits, setEdits] = useKept<Edits>(`assistant:${info.id}:${assistant?.id ?? 'new'}`)
  const [refusals, setRefusals] = useState(0)
  const original = useMemo(() => (assistant ? draftOf(assistant) : emptyDraft(info.default_model)), [assistant, info])
  // Kept over an update of the pages, it may lack what the form has by now.
  const draft = useMemo(() => ({ ...original, ...edits?.draft }), [edits, original])
  const problems = problemsOf(draft)
  const server = saving.error instanceof ApiError ? saving.error : undefined
  const serverField = fieldOf(server?.body.param ?? null, draft)

  return {
    draft,
    /** All that is wrong with the draft, shown or not. */
    problems,
    dirty: edits !== undefined && !sameDraft(edits.draft, edits.base ? draftOf(edits.base) : original),
    /** Somebody else changed the assistant since typing began. */
    changedElsewhere: edits !== undefined && edits.base !== null && !isSame(edits.base, assistant),
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
      setEdits({ draft: { ...draft, ...part }, base: edits ? edits.base : assistant })
    },
    discard() {
      saving.reset()
      setRefusals(0)
      setEdits(undefined)
    },
    /** How often saving was refused here, and what the server refused: a change of either is news. */
    refusals,
    serverError: saving.error,
    /** Shows what keeps it from being saved, as trying to does. */
    review: () => setRefusals(refusals + 1),
    /** Saves; what keeps the draft from being saved stands at its fields. */
    save(onSaved: (assistant: Assistant) => void) {
      if (problems.size > 0) return setRefusals(refusals + 1)
      saving.mutate(
        { id: assistant?.id, body: bodyOf(draft) },
        {
          onSuccess: (saved) => {
            setEdits(undefined)
            setRefusals(0)
            onSaved(saved)
          },
        },
      )
    },
  }
}

/** By what the form shows of them: what was kept over a reload is never the same object. */
const isSame = (base: Assistant, now: Assistant | null) =>
  base === now || (now !== null && sameDraft(draftOf(base), draftOf(now)))

export type AssistantFormState = ReturnType<typeof useAssistantForm>

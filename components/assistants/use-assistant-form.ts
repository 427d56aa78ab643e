'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi, useConnection } from '@/components/connection-context'
import { saveAssistantMutation } from '@/lib/client/mutations'
import type { Assistant } from '@/lib/protocol/assistant'
import { ApiError } from '@/lib/protocol/error'
import { bodyOf, changedBody, draftOf, emptyDraft, keysOf, sameDraft, type AssistantDraft } from './assistant-draft'
import { fieldOf, problemsOf, type FieldProblem } from './assistant-problems'
import { advanceBase, mergeDrafts, settle } from './merge-drafts'

/** What was typed, over what it was typed on. */
interface Edits {
  readonly mine: AssistantDraft
  readonly base: AssistantDraft
  /** The assistant as it was when typing began. */
  readonly since: Assistant | null
}

type OnSaved = (assistant: Assistant) => void

/**
 * The state of the form over an assistant as the server has it, or null for a new one. What was not touched follows the
 * server; where both have changed the same, saving asks first.
 */
export function useAssistantForm(assistant: Assistant | null) {
  const { info } = useConnection()
  const saving = useMutation(saveAssistantMutation(useApi(), useQueryClient()))
  const [edits, setEdits] = useState<Edits>()
  const [keys, setKeys] = useState(() => keysOf([]))
  const [refusals, setRefusals] = useState(0)
  const [isAsked, setAsked] = useState(false)
  const theirs = useMemo(
    () => (assistant ? draftOf(assistant, keys) : emptyDraft(info.default_model)),
    [assistant, keys, info],
  )
  const { draft, conflicts } = useMemo(
    () => (edits ? mergeDrafts({ ...edits, theirs }) : { draft: theirs, conflicts: [] }),
    [edits, theirs],
  )
  const problems = problemsOf(draft)
  const server = saving.error instanceof ApiError ? saving.error : undefined
  const serverField = fieldOf(server?.body.param ?? null, draft)

  function onSuccess(saved: Assistant | null, onSaved: OnSaved) {
    if (!saved) return setAsked(true)
    // A function keeps its key under its new name: its part of the form stays open.
    setKeys(keysOf(draft.functions))
    setEdits(undefined)
    setRefusals(0)
    onSaved(saved)
  }

  /** Saves over the assistant as it is by then. */
  function send({ id }: Assistant, { mine, base }: Pick<Edits, 'mine' | 'base'>, onSaved: OnSaved) {
    const bodyFor = (latest: Assistant) => {
      const now = draftOf(latest, keys)
      const merged = mergeDrafts({ base, theirs: now, mine })
      return merged.conflicts.length > 0 ? null : changedBody(merged.draft, now)
    }
    saving.mutate({ id, bodyFor }, { onSuccess: (saved) => onSuccess(saved, onSaved) })
  }

  return {
    draft,
    /** All that is wrong with the draft, shown or not. */
    problems,
    dirty: edits !== undefined && !sameDraft(draft, theirs),
    /** Somebody else changed the assistant since typing began. */
    changedElsewhere: edits !== undefined && edits.since !== assistant,
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
      const mine = { ...draft, ...part }
      const base = advanceBase({ base: edits?.base ?? theirs, theirs, mine })
      setEdits({ mine, base, since: edits ? edits.since : assistant })
    },
    discard() {
      saving.reset()
      setRefusals(0)
      setAsked(false)
      setEdits(undefined)
    },
    /** How often saving was refused here, and what the server refused: a change of either is news. */
    refusals,
    serverError: saving.error,
    /** Shows what keeps the draft from being saved, as trying to save it does. */
    review: () => setRefusals(refusals + 1),
    /** Saves what was changed; what keeps the draft from being saved stands at its fields. */
    save(onSaved: OnSaved) {
      if (problems.size > 0) return setRefusals(refusals + 1)
      if (assistant) return send(assistant, edits ?? { mine: draft, base: theirs }, onSaved)
      saving.mutate(bodyOf(draft), { onSuccess: (saved) => onSuccess(saved, onSaved) })
    },
    /** Makes a new assistant of the draft, with what the form does not show. */
    saveAsNew(onSaved: OnSaved) {
      if (problems.size > 0) return setRefusals(refusals + 1)
      const { tool_resources, reasoning_effort } = assistant ?? {}
      const rest = { ...(tool_resources && { tool_resources }), ...(reasoning_effort && { reasoning_effort }) }
      saving.mutate({ ...rest, ...bodyOf(draft) }, { onSuccess: (saved) => onSuccess(saved, onSaved) })
    },
    /** What both have changed, once saving has met it; empty when there is nothing to choose. */
    conflicts: isAsked ? conflicts : [],
    /** Leaves the choice for later. */
    leaveConflicts: () => setAsked(false),
    /** Saves with these conflicts as the others have them, and the rest as typed. */
    settle(asTheirs: ReadonlySet<string>, onSaved: OnSaved) {
      if (!edits || !assistant) return
      const settled = { ...edits, ...settle({ ...edits, theirs }, asTheirs) }
      setEdits(settled)
      setAsked(false)
      send(assistant, settled, onSaved)
    },
  }
}

export type AssistantFormState = ReturnType<typeof useAssistantForm>

'use client'

import { useMemo, useState } from 'react'
import type { Assistant } from '@/lib/protocol/assistant'
import { ApiError } from '@/lib/protocol/error'
import type { AssistantDraft } from './assistant-draft'
import { fieldOf, inFormOrder, problemsOf, ruleOf, type FieldProblem } from './assistant-problems'
import { useDraftEdits } from './use-draft-edits'
import { useDraftSaving, type OnSaved } from './use-draft-saving'
import { useDebouncedWhenLong } from './use-debounced-when-long'

/** The state of the form over an assistant as the server has it, or null for a new one. */
export function useAssistantForm(assistant: Assistant | null) {
  const edits = useDraftEdits(assistant)
  const { forgetError, ...saving } = useDraftSaving(assistant, edits)
  const [refusals, setRefusals] = useState(0)
  const { draft, dirty, changedElsewhere, unanswered } = edits
  const checked = useDebouncedWhenLong(draft, lengthOf(draft))
  const problems = useMemo(() => problemsOf(checked), [checked])
  const { serverError } = saving
  const { server, serverField } = refusedBy(serverError, draft)
  const review = () => setRefusals(refusals + 1)

  /** Problems that keep the draft from being saved are shown at its fields. */
  const unlessWrong = (save: (onSaved: OnSaved) => void) => (onSaved: OnSaved) => {
    const wrong = checked === draft ? problems : problemsOf(draft)
    if (wrong.size > 0) return review()
    save((saved) => {
      setRefusals(0)
      onSaved(saved)
    })
  }

  return {
    ...saving,
    draft,
    /** The draft as it was checked last: of long ones that of the last pause in typing. */
    checked,
    /** All that is wrong with it, shown or not. */
    problems,
    ...{ dirty, changedElsewhere, unanswered },
    /** The fields that keep the draft from being saved, in the form's order, once that was tried. */
    wrongFields: inFormOrder(
      new Set([...(refusals > 0 ? problems.keys() : []), ...(serverField === undefined ? [] : [serverField])]),
      draft,
    ),
    /** While typing only problems of JSON are shown; the others once saving was tried. */
    problemOf(field: string): FieldProblem | undefined {
      const own = problems.get(field)
      if (own && (refusals > 0 || own.kind === 'json')) return own
      return server && field === serverField ? problemOfServer(server) : undefined
    },
    /** What the server refused without naming a field of the form. */
    error: serverError && serverField === undefined ? serverError : undefined,
    change(part: Partial<AssistantDraft>) {
      forgetError()
      edits.change(part)
    },
    discard() {
      forgetError()
      setRefusals(0)
      saving.leaveConflicts()
      edits.drop()
    },
    /** How often saving was refused here, and what the server refused (`serverError`): a change of either is news. */
    refusals,
    /** Shows what keeps the draft from being saved, as trying to save it does. */
    review,
    save: unlessWrong(saving.save),
    saveAsNew: unlessWrong(saving.saveAsNew),
  }
}

function problemOfServer({ body, message }: ApiError): FieldProblem {
  const rule = ruleOf(body.param)
  return { kind: 'server', message, ...(rule !== undefined && { rule }) }
}

const lengthOf = ({ functions, schema }: AssistantDraft) =>
  functions.reduce((sum, { source }) => sum + source.length, schema.length)

/** What the server refused, and which field of the form that is about. */
function refusedBy(error: unknown, draft: AssistantDraft) {
  const server = error instanceof ApiError ? error : undefined
  return { server, serverField: fieldOf(server?.body.param ?? null, draft) }
}

export type AssistantFormState = ReturnType<typeof useAssistantForm>

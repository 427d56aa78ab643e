import type { AssistantDraft } from './assistant-draft'
import type { FieldProblem } from './assistant-problems'

/** What each part of the form is given: the draft, a way to change it, and what is wrong with a field. */
export interface FormPart {
  readonly draft: AssistantDraft
  readonly change: (part: Partial<AssistantDraft>) => void
  readonly problemOf: (field: string) => FieldProblem | undefined
}

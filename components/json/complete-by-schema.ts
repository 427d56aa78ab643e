import {
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { schemaCompletionsAt, type DefinitionRoot, type SchemaCompletion } from './schema-completions'

/** Completions of a definition for the editor: on asking, or as soon as a word or its quote is written. */
export function completeBySchema(root: DefinitionRoot) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const found = schemaCompletionsAt(state.doc.toString(), pos, root)
    if (!found || (!explicit && found.from === pos)) return null
    const { typedFrom, options } = found
    return {
      from: typedFrom,
      options: options.map((option, rank) => toCompletion(option, { root, rank })),
      // What is offered at a place does not depend on what has been typed of it: asked anew at every letter, the list
      // would take no click until the answer is there.
      validFor: /^[\w$]*$/,
    }
  }
}

function toCompletion(
  { label, before, behind, detail }: SchemaCompletion,
  { root, rank }: { readonly root: DefinitionRoot; readonly rank: number },
): Completion {
  return {
    label,
    // A name is followed by what its value can be; the type is never drawn.
    type: before.includes(': ') ? 'name' : 'value',
    detail,
    boost: -rank,
    apply(view: EditorView, completion: Completion) {
      const { main } = view.state.selection
      const place = schemaCompletionsAt(view.state.doc.toString(), main.head, root)
      if (!place) return
      view.dispatch({
        changes: { from: place.from, to: place.to, insert: before + behind },
        selection: { anchor: place.from + before.length },
        annotations: pickedCompletion.of(completion),
        userEvent: 'input.complete',
        scrollIntoView: true,
      })
    },
  }
}

// CodeMirror, set up for our JSON. Loaded on demand: nothing that a page needs at first may import this.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { codeTheme } from './code-theme'
import { completeBySchema } from './complete-by-schema'
import { jsonMarks } from './json-marks'
import { markedLine, markLine } from './marked-line'
import type { DefinitionRoot } from './schema-completions'

export interface TextRange {
  readonly from: number
  readonly to: number
}

interface CodeViewOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly root: DefinitionRoot
  /** The selection; where it is given the view takes the focus. */
  readonly selection: TextRange | undefined
  /** What the list of completions is called. */
  readonly completionsLabel: string
  readonly onText: (text: string) => void
}

/** Changes that came from outside are not reported back. */
const fromOutside = Annotation.define<true>()

/** An editor in `parent`. Tab leaves it, as it leaves any field. */
export function createCodeView({ parent, text, root, selection, completionsLabel, onText }: CodeViewOptions) {
  const attributes = new Compartment()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection: selection && { anchor: selection.from, head: selection.to },
      extensions: [
        editing,
        autocompletion({ override: [completeBySchema(root)], activateOnCompletion: ({ type }) => type === 'name' }),
        EditorState.phrases.of({ Completions: completionsLabel }),
        EditorView.cspNonce.of(pageNonce()),
        attributes.of([]),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (docChanged && !transactions.some((one) => one.annotation(fromOutside))) onText(state.doc.toString())
        }),
      ],
    }),
  })
  if (selection) view.focus()

  return {
    destroy: () => view.destroy(),
    setAttributes: (values: Readonly<Record<string, string>>) =>
      view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of({ ...values })) }),
    /** Sets the text. Parts that are the same are not touched, so that the caret stays where it is. */
    setText(next: string) {
      const change = changeBetween(view.state.doc.toString(), next)
      if (change) view.dispatch({ changes: change, annotations: fromOutside.of(true) })
    },
    /** Marks what is wrong from an offset to the end of its word, and its line. */
    setProblem(problem: { readonly at: number; readonly words: string } | undefined) {
      const { doc } = view.state
      const from = problem && Math.min(problem.at, doc.length)
      const to = from === undefined ? 0 : (/^"[^"\n]*"?|^\w+|^./.exec(doc.sliceString(from))?.[0].length ?? 0) + from
      const found =
        problem && from !== undefined ? [{ from, to, severity: 'error', message: problem.words } as const] : []
      view.dispatch(setDiagnostics(view.state, found), { effects: markLine.of(from ?? null) })
    },
    goTo(offset: number) {
      view.focus()
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) }, scrollIntoView: true })
    },
  }
}

const editing: Extension = [
  lineNumbers(),
  markedLine,
  history(),
  json(),
  jsonMarks,
  bracketMatching(),
  closeBrackets(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
  codeTheme,
]

/** The nonce that allows this page to add styles; Next puts it on its scripts. */
const pageNonce = () => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''

/** The smallest change from one text to the other; null when they are equal. */
function changeBetween(old: string, next: string) {
  if (old === next) return null
  const shorter = Math.min(old.length, next.length)
  let same = 0
  while (same < shorter && old[same] === next[same]) same += 1
  let end = 0
  while (end < shorter - same && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1
  return { from: same, to: old.length - end, insert: next.slice(same, next.length - end) }
}

import { syntaxTree } from '@codemirror/language'
import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'

// Colour belongs to run states: names stand out by weight, brackets and commas step back.
const name = Decoration.mark({ class: 'cm-name' })
const value = Decoration.mark({ class: 'cm-value' })
const looks: Readonly<Record<string, Decoration>> = {
  PropertyName: name,
  String: value,
  Number: value,
  True: value,
  False: value,
  Null: value,
}

function marksOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const look = looks[node.name]
        if (look) builder.add(node.from, node.to, look)
      },
    })
  }
  return builder.finish()
}

/** Tells names, values and punctuation of JSON apart. */
export const jsonMarks = ViewPlugin.define(
  (view) => ({
    marks: marksOf(view),
    update({ docChanged, viewportChanged, startState, state, view: changed }: ViewUpdate) {
      if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) this.marks = marksOf(changed)
    },
  }),
  { decorations: ({ marks }) => marks },
)

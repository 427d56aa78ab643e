import { RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, gutterLineClass, GutterMarker } from '@codemirror/view'

/** Marks the line of an offset, in place of the one marked before; null marks none. */
export const markLine = StateEffect.define<number | null>()

const wrongLine = Decoration.line({ class: 'cm-wrongLine' })
const wrongNumber = new (class extends GutterMarker {
  override elementClass = 'cm-wrongNumber'
})()

/** The line where something is wrong, and its number. */
export const markedLine = StateField.define<number | null>({
  create: () => null,
  update: (at, { changes, effects }) =>
    effects.reduce<number | null>(
      (before, effect) => (effect.is(markLine) ? effect.value : before),
      at === null ? null : changes.mapPos(at),
    ),
  provide: (field) => [
    EditorView.decorations.compute([field], (state) => {
      const at = state.field(field)
      return at === null ? Decoration.none : Decoration.set(wrongLine.range(state.doc.lineAt(at).from))
    }),
    gutterLineClass.compute([field], (state) => {
      const at = state.field(field)
      return at === null ? RangeSet.empty : RangeSet.of(wrongNumber.range(state.doc.lineAt(at).from))
    }),
  ],
})

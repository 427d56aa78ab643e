'use client'

import { useEffect } from 'react'
import { actionStore, type Action } from './action-store'
import { isApple } from './is-apple'
import { isCharacter, isStroke, strokesOf } from './press'
import { shortcuts } from './shortcut-table'
import { areCharactersOn } from './single-keys'

/** How long the first stroke of a shortcut of two waits for the second. */
const SEQUENCE_MS = 1_500

/** Listens on the document and runs the action whose shortcut was pressed. Used once in a page. */
export function useShortcutKeys() {
  useEffect(() => {
    let begun: { readonly stroke: string; readonly at: number } | undefined

    function onKeyDown(event: KeyboardEvent) {
      if (!isForUs(event)) return
      const first = begun && event.timeStamp - begun.at < SEQUENCE_MS ? begun.stroke : undefined
      begun = undefined
      const possible = bindings().filter(({ keys }) => !isCharacter(keys) || !isTaken(event))
      const whole = possible.find(({ strokes }) => isEnd(event, strokes, first))
      if (whole) {
        event.preventDefault()
        return whole.action.run()
      }
      const beginning = possible.find(({ strokes }) => strokes.length > 1 && isStroke(event, strokes[0]!, isApple()))
      if (beginning) begun = { stroke: beginning.strokes[0]!, at: event.timeStamp }
    }

    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

interface Binding {
  readonly action: Action
  readonly keys: string
  readonly strokes: readonly string[]
}

/** The shortcuts of the actions that are offered now, the latest first. */
const bindings = (): readonly Binding[] =>
  actionStore
    .getState()
    .actions.flatMap((action) => {
      if (!action.shortcut) return []
      const { keys } = shortcuts[action.shortcut]
      return [{ action, keys, strokes: strokesOf(keys) }]
    })
    .reverse()

/** Whether this press completes the shortcut, after the strokes before it. */
const isEnd = (event: KeyboardEvent, strokes: readonly string[], first: string | undefined) =>
  strokes.length === 1
    ? isStroke(event, strokes[0]!, isApple())
    : first === strokes[0] && isStroke(event, strokes[1]!, isApple())

/** False for what a widget has handled, what an input method composes, and what a dialog over the page gets. */
const isForUs = (event: KeyboardEvent) =>
  !event.defaultPrevented && !event.isComposing && event.keyCode !== 229 && !document.querySelector('dialog[open]')

/** Whether a plain character would be typed where the focus is, or such shortcuts are turned off. */
function isTaken({ target }: KeyboardEvent): boolean {
  if (!areCharactersOn()) return true
  const field = target instanceof Element ? target.closest('input, textarea, select, [contenteditable]') : null
  return field !== null && !field.matches('[type=checkbox], [type=radio], [type=button]')
}

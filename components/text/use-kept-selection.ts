'use client'

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/** One end of the selection: so many characters into the box, or where it is outside. */
type End = number | { readonly node: Node; readonly offset: number }

interface Kept {
  readonly anchor: End
  readonly focus: End
}

/**
 * Keeps what is selected in a text as long as it grows: drawing a text node anew takes the selection out of it.
 */
export function useKeptSelection(box: RefObject<HTMLElement | null>, isGrowing: boolean) {
  const kept = useRef<Kept | undefined>(undefined)
  useEffect(() => {
    if (!isGrowing) return
    const note = () => void (kept.current = box.current ? selectionIn(box.current) : undefined)
    note()
    document.addEventListener('selectionchange', note)
    return () => document.removeEventListener('selectionchange', note)
  }, [box, isGrowing])
  // After every drawing: what it did to the selection has not been told by then.
  useLayoutEffect(() => {
    if (box.current && kept.current) select(box.current, kept.current)
    if (!isGrowing) kept.current = undefined
  })
}

/** What is selected, if any of it lies in the box. */
function selectionIn(box: HTMLElement): Kept | undefined {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || !selection.anchorNode || !selection.focusNode) return undefined
  const anchor = endOf(box, selection.anchorNode, selection.anchorOffset)
  const focus = endOf(box, selection.focusNode, selection.focusOffset)
  return typeof anchor === 'number' || typeof focus === 'number' ? { anchor, focus } : undefined
}

function endOf(box: HTMLElement, node: Node, offset: number): End {
  if (!box.contains(node)) return { node, offset }
  const before = document.createRange()
  before.setStart(box, 0)
  before.setEnd(node, offset)
  return before.toString().length
}

function select(box: HTMLElement, { anchor, focus }: Kept) {
  const selection = document.getSelection()
  const [from, to] = [pointOf(box, anchor), pointOf(box, focus)]
  if (!selection || !from || !to) return
  const isThere =
    selection.anchorNode === from.node &&
    selection.anchorOffset === from.offset &&
    selection.focusNode === to.node &&
    selection.focusOffset === to.offset
  if (!isThere) selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
}

/** The text node in which so many characters end. */
function pointOf(box: HTMLElement, end: End): Exclude<End, number> | undefined {
  if (typeof end !== 'number') return end.node.isConnected ? end : undefined
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
  let left = end
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const { length } = node.textContent ?? ''
    if (left <= length) return { node, offset: left }
    left -= length
  }
  return undefined
}

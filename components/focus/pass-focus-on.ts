// When the element with the focus is removed, browsers leave the focus with nothing: the next Tab begins at the top,
// and a screen reader falls silent. Here the nearest element that is marked with data-takes-focus gets it.

/** The id of what every page stands in. */
const CONTENT = 'content'

/**
 * Passes the focus on whenever what had it is removed or disabled, until the returned function is called. From a dialog
 * that closes it goes near what had opened it.
 */
export function passFocusOn(): () => void {
  let last: Element | null = null
  /** Its ancestors, nearest first; of a dialog those of its opener. */
  let around: readonly Element[] = []
  let aroundOpener: readonly Element[] = []

  function onFocus({ target }: FocusEvent) {
    if (!(target instanceof Element) || target === document.body) return
    last = target
    around = ancestorsOf(target)
    const dialog = target.closest('dialog')
    // The place of a dialog in the document says nothing.
    if (dialog) around = [...around.slice(0, around.indexOf(dialog) + 1), ...aroundOpener]
    else aroundOpener = around
  }
  /** A click beside all controls takes the focus away on purpose. */
  function onBlur({ target, relatedTarget }: FocusEvent) {
    if (relatedTarget || target !== last) return
    queueMicrotask(() => {
      if (!last || target !== last || isGone(last) || document.activeElement !== document.body) return
      last = null
      aroundOpener = []
    })
  }
  function check(changes: readonly MutationRecord[]) {
    const { activeElement, body } = document
    if (!last || (activeElement !== body && activeElement !== last)) return
    if (!isGone(last)) return
    const place = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(last)))
    last = null
    if (around.length === 0) return
    nearestTaker(around, place)?.focus()
    // At the beginning of the content: nobody there needs to see it move.
    if (document.activeElement === body) document.getElementById(CONTENT)?.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(check)
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', onFocus)
  document.addEventListener('focusout', onBlur)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('focusout', onBlur)
  }
}

const isGone = (element: Element) => !element.isConnected || element.matches(':disabled')

/** Within one page: elements of another page take no focus. */
function ancestorsOf(element: Element): readonly Element[] {
  const { parentElement } = element
  return parentElement && parentElement.id !== CONTENT && parentElement !== document.body
    ? [parentElement, ...ancestorsOf(parentElement)]
    : []
}

/** In the nearest ancestor that has takers of focus: the first behind the removed element, else the last before it. */
function nearestTaker(around: readonly Element[], place: MutationRecord | undefined): HTMLElement | undefined {
  for (const each of around) {
    if (!each.isConnected) continue
    const takers = [...each.querySelectorAll<HTMLElement>('[data-takes-focus]')].filter(canTake)
    const behind = place?.target === each ? place.nextSibling : null
    const next = behind && takers.find((taker) => behind.contains(taker) || isBefore(behind, taker))
    if (takers.length > 0) return next ?? takers.at(-1)
  }
  return undefined
}

const isBefore = (node: Node, other: Node) =>
  (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

/** Visible, and no text field, which would open the keyboard of a touch screen over the page. */
const canTake = (element: HTMLElement) =>
  element.checkVisibility() && !(element.matches('textarea') && matchMedia('(pointer: coarse)').matches)

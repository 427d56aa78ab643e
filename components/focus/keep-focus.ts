import { flushSync } from 'react-dom'

// The buttons that remove carry data-remove, and the one that adds data-add, with the name of their kind, inside one
// fieldset.

const removersNear = (element: HTMLElement, kind: string) => {
  const part = element.closest('fieldset')
  return { part, removers: [...(part?.querySelectorAll<HTMLElement>(`[data-remove=${kind}]`) ?? [])] }
}

/**
 * Removes what a button stands for and leaves the focus with the next of its kind, or the one before, or with what adds
 * one.
 */
export function removeKeepingFocus(button: HTMLElement, remove: () => void) {
  const kind = button.dataset.remove ?? ''
  const { part, removers } = removersNear(button, kind)
  const at = removers.indexOf(button)
  // At once: where the focus goes is known only when the rest has moved up.
  flushSync(remove)
  const rest = [...(part?.querySelectorAll<HTMLElement>(`[data-remove=${kind}]`) ?? [])]
  const next = rest[at] ?? rest.at(-1) ?? part?.querySelector<HTMLElement>(`[data-add=${kind}]`)
  next?.focus()
}

/**
 * Brings back what was removed, and leaves the focus with it: with the button that was not named like this before, for
 * rows that are identified by their place are drawn in those that stood there. `button` stands in the same fieldset.
 */
export function restoreWithFocus(button: HTMLElement, kind: string, restore: () => void) {
  const { part, removers } = removersNear(button, kind)
  const names = removers.map(nameOf)
  flushSync(restore)
  const all = [...(part?.querySelectorAll<HTMLElement>(`[data-remove=${kind}]`) ?? [])]
  all.find((each) => !names.includes(nameOf(each)))?.focus()
}

const nameOf = (button: HTMLElement) => button.getAttribute('aria-label')

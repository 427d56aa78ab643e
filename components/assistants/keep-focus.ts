import { flushSync } from 'react-dom'

/**
 * Removes what a button stands for and leaves the focus with the next of its kind, or the one before, or with what adds
 * one. The buttons carry data-remove and data-add with the name of their kind, inside one fieldset.
 */
export function removeKeepingFocus(button: HTMLElement, remove: () => void) {
  const kind = button.dataset.remove
  const part = button.closest('fieldset:has([data-add])')
  const removers = () => [...(part?.querySelectorAll<HTMLElement>(`[data-remove=${kind}]`) ?? [])]
  const at = removers().indexOf(button)
  // At once: where the focus goes is known only when the rest has moved up.
  flushSync(remove)
  const rest = removers()
  const next = rest[at] ?? rest.at(-1) ?? part?.querySelector<HTMLElement>(`[data-add=${kind}]`)
  next?.focus()
}

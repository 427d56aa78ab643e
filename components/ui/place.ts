const GAP = 4

/** Puts a popover beside its button: below if there is room, else above; never past the window's edges. */
export function place(popover: HTMLElement, button: HTMLElement) {
  const anchor = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const below = anchor.bottom + GAP
  const top = below + height > innerHeight ? anchor.top - GAP - height : below
  const left = anchor.left + width > innerWidth - GAP ? anchor.right - width : anchor.left
  popover.style.top = `${Math.max(GAP, top)}px`
  popover.style.left = `${Math.max(GAP, left)}px`
}

// What stands at the foot of the page, where passing words are not to cover what is written and pressed there.

const feet = new Set<HTMLElement>()

/** As a `ref`: toasts stand above the element while it is at the foot of the window. */
export function atFoot(element: HTMLElement | null) {
  if (!element) return undefined
  feet.add(element)
  const watcher = new ResizeObserver(measureFoot)
  watcher.observe(element)
  return () => {
    feet.delete(element)
    watcher.disconnect()
    measureFoot()
  }
}

/** Tells the styles how much of the window's foot is taken, as `--foot`; at most half of the window. */
export function measureFoot() {
  const taken = [...feet].map((foot) => innerHeight - foot.getBoundingClientRect().top)
  const px = Math.min(Math.max(0, ...taken), innerHeight / 2)
  document.documentElement.style.setProperty('--foot', `${Math.round(px)}px`)
}

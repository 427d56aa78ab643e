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

let told = 0

/**
 * Keeps what gets the focus above what takes the window's foot, and tells what has `data-above-foot` how much that is,
 * as `--foot`; at most half of the window. A property that all inherit would have the whole page's style computed anew.
 */
export function measureFoot() {
  const taken = [...feet].map((foot) => innerHeight - foot.getBoundingClientRect().top)
  const px = Math.round(Math.min(Math.max(0, ...taken), innerHeight / 2))
  for (const { style } of document.querySelectorAll<HTMLElement>('[data-above-foot]'))
    style.setProperty('--foot', `${px}px`)
  if (px === told) return
  told = px
  document.documentElement.style.scrollPaddingBlockEnd =
    px === 0 ? '' : `calc(max(var(--shell-bottom), ${px}px) + 1rem)`
}

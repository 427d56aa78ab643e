/** What scrolls a conversation: its own box or, in a short window, the page (see app/globals.css). */
export const scrollerOf = (box: HTMLElement): HTMLElement =>
  getComputedStyle(box).overflowY === 'auto' ? box : document.body

/** Calls back when it scrolls, whichever of the two it is at that moment, until the signal aborts. */
export function onScrollOf(box: HTMLElement, onScrolled: () => void, signal: AbortSignal) {
  const onScroll = ({ target }: Event) => target === scrollerOf(box) && onScrolled()
  // Scrolling does not bubble.
  document.addEventListener('scroll', onScroll, { capture: true, passive: true, signal })
}

/** Brings a tab into the part of the row that is in sight, and moves nothing else. */
export function revealAcross(tab: HTMLElement | null) {
  const row = tab?.parentElement
  if (!tab || !row) return
  const [left, right] = [tab.offsetLeft - row.offsetLeft, tab.offsetLeft - row.offsetLeft + tab.offsetWidth]
  if (left < row.scrollLeft) row.scrollLeft = left
  if (right > row.scrollLeft + row.clientWidth) row.scrollLeft = right - row.clientWidth
}

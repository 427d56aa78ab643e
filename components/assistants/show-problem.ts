// Moves a reader to what keeps a form from being saved.

/** Shows the place of a field, folded parts opened, and puts the focus into what is wrong there. */
export function showProblem(form: HTMLElement | null, field: string) {
  const place = form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)
  if (!place) return
  for (const folded of foldedAround(place)) folded.open = true
  const wrong = wrongIn(place)
  if (wrong) return focusOn(wrong)
  focusOn(place.querySelector<HTMLElement>('summary, input, textarea, select, button') ?? place)
  const first = document.activeElement
  // Its content may only be loading. Whoever has gone elsewhere meanwhile stays there.
  const observer = new MutationObserver(() => {
    const arrived = wrongIn(place)
    if (document.activeElement !== first || !place.isConnected) observer.disconnect()
    else if (arrived) {
      observer.disconnect()
      focusOn(arrived)
    }
  })
  observer.observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-invalid'] })
}

const wrongIn = (place: HTMLElement) => {
  const wrong = place.querySelector<HTMLElement>('[aria-invalid=true], [data-refused]')
  for (const folded of wrong ? foldedAround(wrong) : []) folded.open = true
  return wrong
}

function* foldedAround(element: HTMLElement): Generator<HTMLDetailsElement> {
  const own = element.querySelector<HTMLDetailsElement>(':scope > details')
  if (own) yield own
  for (let at = element.closest('details'); at; at = at.parentElement?.closest('details') ?? null) yield at
}

function focusOn(element: HTMLElement) {
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'center' })
}

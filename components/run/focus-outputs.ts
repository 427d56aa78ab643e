/** Where a call's output is written; the tabs, where what is open cannot be written in. */
export function focusCard(card: Element | null | undefined) {
  const control = card?.querySelector<HTMLElement>(
    '[role=tabpanel] :is(textarea, input:not([type=search]), select, [contenteditable=true])',
  )
  ;(control ?? card?.querySelector<HTMLElement>('[role=tab][aria-selected=true]'))?.focus()
}

/** Leads to the form in which a run's outputs are written, at the first of them. */
export const focusOutputs = (run: string) => focusCard(document.querySelector(`[data-outputs="${CSS.escape(run)}"]`))

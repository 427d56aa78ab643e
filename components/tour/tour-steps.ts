// The tour: what is shown, and where.

type PageKind = 'overview' | 'thread' | 'run'

export interface TourStep {
  /** Its words in the namespace `tour.steps`. */
  readonly id: 'template' | 'send' | 'run' | 'inspect' | 'timeline' | 'present'
  readonly page: PageKind
  /** What it is about; missing where that is the whole page. */
  readonly target?: string
}

export const tourSteps: readonly TourStep[] = [
  { id: 'template', page: 'overview', target: '[data-tour="templates"]' },
  { id: 'send', page: 'thread', target: '[data-tour="composer"]' },
  { id: 'run', page: 'thread', target: '[data-tour="run"]' },
  { id: 'inspect', page: 'thread', target: '[data-inspect]' },
  { id: 'timeline', page: 'run', target: '[data-tour="timeline"]' },
  { id: 'present', page: 'run' },
]

/** What kind of page an address leads to; undefined for those that the tour does not visit. */
export function pageOf(pathname: string): PageKind | undefined {
  const parts = pathname.split('/').filter(Boolean)
  if (parts.length === 1) return 'overview'
  if (parts[1] !== 'threads') return undefined
  if (parts.length === 3) return 'thread'
  return parts.length === 5 && parts[3] === 'runs' ? 'run' : undefined
}

/**
 * The step at which a reader is who has come to a page. Whoever does what a step asks for is led on: a template opens a
 * thread, sending begins a run, and inspecting opens it. `has`: whether something is on the page.
 */
export function stepAt(step: number, page: PageKind | undefined, has: (target: string) => boolean): number {
  const at = tourSteps[step]
  const onPage = tourSteps.findIndex((each) => each.page === page)
  const isAhead = at !== undefined && onPage > step
  if (isAhead) return onPage
  return at?.id === 'send' && has('[data-tour="run"]') ? step + 1 : step
}

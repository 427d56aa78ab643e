'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense, useRef, type KeyboardEvent } from 'react'
import { isPressed } from '@/components/actions/keyboard'
import { useKeyHint } from '@/components/actions/use-key-hint'
import { useSearchParam } from '@/components/use-search-param'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { StatusChip } from '@/components/ui/status-chip'
import type { RunView } from '@/lib/run/fold'
import type { Lifecycle } from '@/lib/run/lifecycle'
import type { Selection } from '@/lib/run/selection'
import type { Row } from '@/lib/run/timeline'
import { DetailOverview } from './detail-overview'
import { ChevronLeft, Link2 } from './icons'
import { Tabs } from './tabs'
import { isTyping } from './use-zoom'

// What a tab needs, Markdown above all, comes when it is opened.
const DetailInput = lazy(() => import('./detail-input').then((file) => ({ default: file.DetailInput })))
const DetailOutput = lazy(() => import('./detail-output').then((file) => ({ default: file.DetailOutput })))
const DetailCode = lazy(() => import('./detail-code').then((file) => ({ default: file.DetailCode })))
const DetailRaw = lazy(() => import('./detail-raw').then((file) => ({ default: file.DetailRaw })))

const tabs = ['overview', 'input', 'output', 'raw', 'code'] as const
type Tab = (typeof tabs)[number]

interface DetailProps {
  readonly view: RunView
  readonly life: Lifecycle
  readonly selection: Selection
  /** The selection's line of the timeline; the run itself has none. */
  readonly row: Row | undefined
  readonly onSelectRun: () => void
}

/**
 * All about what is selected; the open tab stands in the address. Escape leads back to the run as a whole.
 * Props: view, life, selection, row, onSelectRun.
 */
export function Detail({ view, life, selection, row, onSelectRun }: DetailProps) {
  const t = useTranslations('inspector')
  const hint = useKeyHint()
  const [asked, setTab] = useSearchParam('tab')
  const tab: Tab = tabs.find((each) => each === asked) ?? 'overview'
  const name = row?.name ?? (row ? t(`row.${row.type}`) : t('row.run'))
  const place = useRef<HTMLElement>(null)

  function leave() {
    onSelectRun()
    // What had the focus may stand here no more.
    place.current?.focus({ preventScroll: true })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (selection.type === 'run' || isTyping(event.target) || !isPressed(event, 'row_leave')) return
    event.preventDefault()
    leave()
  }

  return (
    <section
      ref={place}
      tabIndex={-1}
      aria-label={t('detail', { name })}
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-col gap-2 outline-none"
    >
      {selection.type !== 'run' && (
        <Button
          look="quiet"
          className="-ml-2 h-7 w-fit px-2 text-muted"
          {...hint(t('row.run'), 'row_leave')}
          onClick={leave}
        >
          <ChevronLeft size={14} aria-hidden />
          {t('row.run')}
        </Button>
      )}
      <Heading selection={selection} row={row} name={name} />
      {row?.isReplaced && <p className="text-row text-muted">{t('replaced')}</p>}
      <Tabs
        label={t('detail', { name })}
        tabs={tabs.map((each) => ({ name: each, label: t(`tab.${each}`) }))}
        selected={tab}
        onSelect={(next) => setTab(next === 'overview' ? '' : next)}
      >
        <Suspense>
          <Panel tab={tab} view={view} life={life} selection={selection} row={row} />
        </Suspense>
      </Tabs>
    </section>
  )
}

type PanelProps = Omit<DetailProps, 'onSelectRun'> & { readonly tab: Tab }

function Panel({ tab, view, life, selection, row }: PanelProps) {
  switch (tab) {
    case 'overview':
      return <DetailOverview view={view} life={life} selection={selection} row={row} />
    case 'input':
      return <DetailInput view={view} selection={selection} />
    case 'output':
      return <DetailOutput view={view} selection={selection} />
    case 'raw':
      return <DetailRaw selection={selection} />
    case 'code':
      return <DetailCode selection={selection} />
    default:
      return tab satisfies never
  }
}

function Heading({ selection, row, name }: Pick<DetailProps, 'selection' | 'row'> & { readonly name: string }) {
  const t = useTranslations('inspector')
  const status = selection.type === 'run' ? selection.run.status : selection.step.status
  return (
    <div className="flex flex-wrap items-center gap-3">
      <h2 className="scroll-mt-4 scroll-mb-56 text-section wrap-anywhere">
        {name}
        {row && row.input !== null && <span className="font-mono text-row font-normal text-muted">({row.input})</span>}
      </h2>
      <StatusChip status={status} />
      {selection.type !== 'run' && (
        <CopyButton text={() => linkTo(selection.id)} label={t('copy_link', { name })} icon={<Link2 size={14} />} />
      )}
    </div>
  )
}

/** This page with that step or call selected, and nothing else that the reader has set. */
const linkTo = (id: string) => `${location.origin}${location.pathname}?${new URLSearchParams({ step: id })}`

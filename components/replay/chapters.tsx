'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { isPressed } from '@/components/actions/keyboard'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { runStatusLook } from '@/components/ui/run-status'
import { useListed } from '@/components/names/use-listed'
import { elapsedAt, type Axis } from '@/lib/inspector/replay/axis'
import type { CallInShort, Chapter } from '@/lib/inspector/replay/chapters'
import { goTo } from '@/lib/inspector/replay/player'
import { clockOf } from './clock-of'
import type { PlayerStore } from './player-store'

interface ChaptersProps {
  readonly axis: Axis
  readonly chapters: readonly Chapter[]
  /** How many moments have passed. */
  readonly count: number
  readonly store: PlayerStore
  readonly onClose: () => void
}

/** Narrower than `wide`: see app/globals.css. */
const NARROW = '(width < 60rem)'

/** The chapters as a list, each leading to its moment. */
export function Chapters({ axis, chapters, count, store, onClose }: ChaptersProps) {
  const t = useTranslations('replay')
  const current = chapters.findLastIndex((chapter) => chapter.count <= count)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), [])
  function goToChapter(chapter: Chapter) {
    store.change((player) => goTo(axis, player, chapter.count))
    // Where there is room for one thing only, the list stands over what it leads to.
    if (matchMedia(NARROW).matches) onClose()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (!isPressed(event, 'row_leave')) return
    event.preventDefault()
    onClose()
  }
  return (
    <aside
      aria-label={t('chapters')}
      onKeyDown={onKeyDown}
      className="absolute inset-0 z-10 flex flex-col bg-paper wide:static wide:w-64 wide:shrink-0 wide:border-r
        wide:border-line short:static"
    >
      <div className="flex items-center justify-between gap-2 py-1 pr-2 pl-4">
        <h2 className="text-row font-bold">{t('chapters')}</h2>
        <IconButton label={t('close_chapters')} icon={<X size={14} />} onClick={onClose} />
      </div>
      <ol ref={list} className="flex min-h-0 flex-1 flex-col overflow-y-auto px-2 pb-2">
        {chapters.map((chapter, index) => (
          <li key={chapter.id} className="[contain-intrinsic-size:auto_2rem] [content-visibility:auto]">
            <button
              type="button"
              aria-current={index === current ? 'step' : undefined}
              onClick={() => goToChapter(chapter)}
              className={`touch flex min-h-8 w-full items-center gap-2 rounded-field px-2 text-left text-row
                -outline-offset-2 hover:bg-sunken ${index === current ? 'bg-sunken font-medium' : ''}`}
            >
              <span className="w-12 shrink-0 font-mono text-meta text-muted tabular-nums">
                {clockOf(elapsedAt(axis, axis.places[chapter.count - 1] ?? 0))}
              </span>
              <Name chapter={chapter} />
            </button>
          </li>
        ))}
      </ol>
    </aside>
  )
}

function Name({ chapter }: { chapter: Chapter }) {
  const t = useTranslations('replay')
  const status = useTranslations('status')
  const listed = useListed()
  const names = useTranslations('inspector.row')
  const nameOf = ({ type, name, times }: CallInShort) => `${name ?? names(type)}${times > 1 ? ` ×${times}` : ''}`
  switch (chapter.type) {
    case 'status':
      return (
        <span data-status={runStatusLook[chapter.status].tone} className="flex items-center gap-1.5 text-tone">
          <StatusGlyph status={chapter.status} />
          {status(runStatusLook[chapter.status].messageKey)}
        </span>
      )
    case 'step':
      return <span className="min-w-0 truncate">{t('calls', { names: listed(chapter.calls.map(nameOf)) })}</span>
    case 'message':
      return (
        <span dir="auto" className="min-w-0 truncate">
          <span className="text-muted">{t(`by.${chapter.role}`)}</span> {chapter.beginning}
        </span>
      )
    default:
      return chapter satisfies never
  }
}

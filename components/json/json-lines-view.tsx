'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useReveal } from '@/components/scrolling/use-reveal'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Route } from './icons'
import { jsonLinesOf, linesWith, pathOf, textOf, type JsonLine } from './json-lines'

const LINE_PX = 16
const PAGE_LINES = 20

interface JsonLinesProps {
  readonly label: string
  readonly value: unknown
  readonly isWrapped: boolean
}

/**
 * The lines of a value, one of them current: its path stands below, to be copied with its value. Only what is in sight
 * is drawn.
 */
export function JsonLines({ label, value, isWrapped }: JsonLinesProps) {
  const [asked, setCurrent] = useState(0)
  const [words, setWords] = useState('')
  const lines = useMemo(() => jsonLinesOf(value), [value])
  const found = useMemo(() => linesWith(lines, words), [lines, words])
  const current = Math.min(asked, lines.length - 1)
  const goTo = (index: number) => setCurrent(Math.min(Math.max(index, 0), lines.length - 1))

  function search(next: string) {
    setWords(next)
    const [first] = linesWith(lines, next)
    if (first !== undefined) goTo(first)
  }

  return (
    <>
      <List label={label} lines={lines} current={current} words={words} isWrapped={isWrapped} onGo={goTo} />
      <Foot label={label} lines={lines} current={current} search={{ words, found, onWords: search, onGo: goTo }} />
    </>
  )
}

interface ListProps {
  readonly label: string
  readonly lines: readonly JsonLine[]
  readonly current: number
  readonly words: string
  readonly isWrapped: boolean
  readonly onGo: (index: number) => void
}

function List({ label, lines, current, words, isWrapped, onGo }: ListProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    initialRect: { width: 600, height: 384 },
    paddingStart: 8,
    paddingEnd: 8,
    overscan: 20,
  })
  useReveal(virtual.scrollToIndex, current)

  function onKeyDown(event: KeyboardEvent) {
    const moves = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: PAGE_LINES,
      PageUp: -PAGE_LINES,
      Home: -Infinity,
      End: Infinity,
    }
    const by = moves[event.key as keyof typeof moves]
    if (by === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onGo(current + by)
  }

  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${current}`}
      onKeyDown={onKeyDown}
      className="max-h-(--json-height,24rem) overflow-auto rounded-chip font-mono text-meta -outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            id={`${id}-${index}`}
            ref={virtual.measureElement}
            data-index={index}
            role="option"
            aria-selected={index === current}
            onClick={() => onGo(index)}
            className={`absolute top-0 left-0 min-w-full pr-3 ${index === current ? 'bg-line' : ''}
              ${isWrapped ? 'w-full wrap-anywhere whitespace-pre-wrap' : 'whitespace-pre'}`}
            style={{ transform: `translateY(${start}px)`, paddingLeft: `${lines[index]!.depth * 2 + 2}ch` }}
          >
            <Line line={lines[index]!} words={words} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Line({ line, words }: { line: JsonLine; words: string }) {
  if (words !== '') return <Marked text={textOf(line)} words={words} />
  if (typeof line.name !== 'string') return <>{line.text}</>
  return (
    <>
      <span className="text-muted">{`${JSON.stringify(line.name)}: `}</span>
      {line.text}
    </>
  )
}

function Marked({ text, words }: { text: string; words: string }) {
  const at = text.toLowerCase().indexOf(words.toLowerCase())
  if (at < 0) return <>{text}</>
  const end = at + words.length
  return (
    <>
      {text.slice(0, at)}
      <mark className="bg-ink text-paper">{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  )
}

interface FootProps {
  readonly label: string
  readonly lines: readonly JsonLine[]
  readonly current: number
  readonly search: {
    readonly words: string
    readonly found: readonly number[]
    readonly onWords: (words: string) => void
    readonly onGo: (index: number) => void
  }
}

function Foot({ label, lines, current, search }: FootProps) {
  const t = useTranslations('common.json')
  const { words, found, onWords, onGo } = search
  const path = pathOf(lines, current)
  const place = found.indexOf(current)
  const step = (by: number) => onGo(found.at((place + by) % found.length)!)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || found.length === 0 || event.nativeEvent.isComposing) return
    event.preventDefault()
    step(event.shiftKey ? -1 : 1)
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 border-t border-line px-3 py-1">
      <code className="min-w-0 flex-1 basis-40 truncate font-mono text-meta text-muted" title={path}>
        {path}
      </code>
      <span className="flex items-center gap-1">
        <CopyButton text={path} label={t('copy_path', { path })} icon={<Route size={14} />} />
        <CopyButton text={() => valueText(lines[current]!.value)} label={t('copy_value', { path })} />
      </span>
      <span className="flex items-center gap-1">
        <input
          type="search"
          value={words}
          aria-label={t('search', { name: label })}
          placeholder={t('search_hint')}
          onChange={(event) => onWords(event.target.value)}
          onKeyDown={onKeyDown}
          className="touch h-7 w-28 rounded-chip border border-control bg-surface px-2 text-meta"
        />
        {words !== '' && (
          <span role="status" className="min-w-12 text-meta text-muted tabular-nums">
            {t('found', { at: place + 1, of: found.length })}
          </span>
        )}
        {found.length > 1 && (
          <Button look="quiet" className="h-7 px-2" onClick={() => step(1)}>
            {t('next')}
          </Button>
        )}
      </span>
    </div>
  )
}

/** Text is copied as text; everything else as JSON. */
const valueText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

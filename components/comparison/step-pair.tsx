'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { AxisScale } from '@/components/report/axis-scale'
import { BarElement } from '@/components/report/bar-element'
import { barLooksOf, endMarkOf } from '@/components/report/bar-look'
import { about } from '@/components/report/bar-place'
import { EndMark } from '@/components/report/end-mark'
import { RowName } from '@/components/report/row-name'
import { useRuleWords } from '@/components/report/use-rule-words'
import { Chip } from '@/components/ui/chip'
import { useDuration } from '@/components/ui/use-duration'
import type { ComparedPair, ComparedStep } from '@/lib/inspector/comparison/compared-steps'
import { diffWords } from '@/lib/inspector/comparison/word-diff'
import { isDeclined } from '@/lib/run/call-responder'
import { Beside } from './beside'
import { letters, type Form, type Letter } from './shown-side'
import { WordDiffText } from './word-diff-text'

interface StepPairProps {
  readonly pair: ComparedPair
  readonly scales: Readonly<Record<Letter, AxisScale>>
  readonly form: Form
}

/** A step of both runs, or of one of them: its bars one above the other; opened, what went in and came out. */
export function StepPair({ pair, scales, form }: StepPairProps) {
  const t = useTranslations('comparison')
  const [isOpen, setOpen] = useState(false)
  const step = pair.a ?? pair.b
  if (!step) return null
  const only = pair.a === null ? 'b' : pair.b === null ? 'a' : null
  return (
    <li className="border-b border-line">
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary
          className="grid cursor-pointer list-none grid-cols-1 gap-x-2 py-1 hover:bg-sunken wide:grid-cols-[14rem_minmax(0,1fr)]
            [&::-webkit-details-marker]:hidden"
        >
          <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-row">
            <span className="max-w-full truncate">
              <RowName row={step.row} />
            </span>
            <DeclinedIn pair={pair} />
            {only && <Chip>{t(`only_${only}`)}</Chip>}
            {pair.differs.map((part) => (
              <Chip key={part}>{t(`differs_${part}`)}</Chip>
            ))}
          </span>
          <span className="flex min-w-0 flex-col pl-9 wide:pl-0">
            {letters.map((letter) => (
              <Bars key={letter} letter={letter} step={pair[letter]} scale={scales[letter]} />
            ))}
          </span>
        </summary>
        {isOpen && <PairDetail pair={pair} form={form} />}
      </details>
    </li>
  )
}

/** What a person did not allow, in one of the runs or in both. */
function DeclinedIn({ pair: { a, b } }: Pick<StepPairProps, 'pair'>) {
  const t = useTranslations('comparison')
  const [inA, inB] = [a, b].map((step) => isDeclined(step?.row.responder))
  if (!inA && !inB) return null
  const where = inA && inB ? 'declined_both' : inA ? 'declined_a' : 'declined_b'
  return <Chip>{t(a && b ? where : 'declined_both')}</Chip>
}

interface BarsProps {
  readonly letter: Letter
  readonly step: ComparedStep | null
  readonly scale: AxisScale
}

function Bars({ letter, step, scale }: BarsProps) {
  const t = useTranslations('comparison')
  const duration = useDuration()
  if (!step) return <span className="h-5" />
  const { row } = step
  const looks = barLooksOf(row)
  const end = endMarkOf(row)
  return (
    <span className="grid grid-cols-[minmax(0,1fr)_2.25rem] items-center">
      <span className="relative h-5 min-w-0">
        {row.bars.map((bar, place) => (
          <BarElement key={`${bar.kind}-${bar.from}`} bar={bar} look={looks[place]!} scale={scale} />
        ))}
        {end && <EndMark status={end} at={row.bars.at(-1)?.to ?? row.to} scale={scale} />}
      </span>
      <span aria-hidden className="pl-1 text-right font-mono text-meta text-muted">
        {letter.toUpperCase()}
      </span>
      <span className="sr-only">
        {t(`run_${letter}`)}: {about(row.softness)}
        {duration(row.to - row.from)}
      </span>
    </span>
  )
}

function PairDetail({ pair, form }: { pair: ComparedPair; form: Form }) {
  const t = useTranslations('comparison')
  const duration = useDuration()
  const words = useRuleWords()
  const parts = (['input', 'output'] as const).filter((part) => pair.a?.[part] || pair.b?.[part])
  return (
    <div className="flex flex-col gap-3 pt-1 pb-4 wide:pl-4">
      <Beside
        of={(letter) => {
          const row = pair[letter]?.row
          const rule = words(row?.responder)
          return (
            <span className="text-meta text-muted">
              <span className="font-mono">{row ? duration(row.to - row.from) : t('not_done')}</span>
              {rule && ` · ${rule}`}
            </span>
          )
        }}
      />
      {parts.map((part) => (
        <div key={part} className="flex min-w-0 flex-col gap-1">
          <h3 className="text-row font-medium">{t(part)}</h3>
          {form === 'difference' && pair.a && pair.b ? (
            <Differing before={pair.a[part]} after={pair.b[part]} />
          ) : (
            <Beside of={(letter) => <Text text={pair[letter]?.[part] ?? ''} />} />
          )}
        </div>
      ))}
    </div>
  )
}

function Differing({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => diffWords(before, after), [before, after])
  return <WordDiffText parts={parts} />
}

/** Longer ones are read on the run's own page. */
const MAX_SHOWN = 4_000

function Text({ text }: { text: string }) {
  const t = useTranslations('comparison')
  if (text === '') return <p className="text-row text-muted">{t('none')}</p>
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
  return (
    <pre
      tabIndex={0}
      dir="auto"
      className="max-h-80 overflow-auto rounded-field border border-line bg-sunken px-3 py-2 font-mono text-meta
        wrap-anywhere whitespace-pre-wrap"
    >
      {shown}
    </pre>
  )
}

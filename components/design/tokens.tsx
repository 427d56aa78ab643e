'use client'

import { useTranslations } from 'next-intl'
import { runStatusLook } from '@/components/ui/run-status'
import { StatusChip } from '@/components/ui/status-chip'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { runStatuses } from '@/lib/protocol/status'
import { Specimen, State } from './specimen'

const colors = ['paper', 'surface', 'sunken', 'line', 'control', 'muted', 'ink'] as const
const sizes = [
  ['text-meta', 'text-meta'],
  ['text-row', 'text-row'],
  ['text-prose', 'text-prose'],
  ['text-section font-bold', 'text-section'],
  ['text-page font-bold', 'text-page'],
] as const
const spaces = [2, 4, 8, 12, 16, 24, 40, 64] as const
const radii = [
  ['rounded-chip', '3px'],
  ['rounded-field', '6px'],
  ['rounded-dialog', '10px'],
] as const

/** Colours, letters, distances: what everything else is made of. */
export function Tokens() {
  const t = useTranslations('status.explain')
  return (
    <>
      <Specimen name="colors">
        {colors.map((color) => (
          <State key={color} state={color}>
            <span className="size-16 rounded-field border border-control" style={{ background: `var(--${color})` }} />
          </State>
        ))}
      </Specimen>
      <Specimen name="fontSize">
        {sizes.map(([className, name]) => (
          <State key={name} state={name}>
            <span className={className}>{t('requires_action')}</span>
          </State>
        ))}
        <State state="font-mono tabular-nums">
          <span className="font-mono text-meta tabular-nums">{'0123456789'}</span>
        </State>
      </Specimen>
      <Specimen name="spacing">
        {spaces.map((px) => (
          <State key={px} state={`${px}`}>
            <span className="h-4 bg-ink" style={{ width: px }} />
          </State>
        ))}
        {radii.map(([className, px]) => (
          <State key={px} state={px}>
            <span className={`size-10 border border-control bg-surface ${className}`} />
          </State>
        ))}
      </Specimen>
      <Statuses />
    </>
  )
}

/** The nine states, each with word, glyph, pattern and colour, from the one table. */
function Statuses() {
  const t = useTranslations('status')
  return (
    <Specimen name="runStatusLook">
      {runStatuses.map((status) => {
        const { tone, pattern } = runStatusLook[status]
        return (
          <State key={status} state={`${status} · ${pattern}`}>
            <span data-status={tone} className="flex w-52 flex-col gap-2">
              <span className="flex items-center gap-2">
                <StatusChip status={status} />
                <StatusChip status={status} muted />
              </span>
              <span data-pattern={pattern} className="h-3 w-full rounded-chip" />
              <span data-pattern={pattern} data-moving className="h-3 w-full rounded-chip" />
              <span className="flex items-center gap-2 text-mark">
                <StatusGlyph status={status} /> <StatusGlyph status={status} still />
              </span>
              <span className="text-meta text-tone">{t(`explain.${status}`)}</span>
            </span>
          </State>
        )
      })}
    </Specimen>
  )
}

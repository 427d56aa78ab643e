'use client'

import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/inspector/changes'
import type { DiffLine } from '@/lib/inspector/line-diff'

interface ChangeListProps {
  readonly changes: readonly Change[]
  /** A run and its assistant as it is now, or two runs: how − and + are read out. */
  readonly between?: 'times' | 'runs'
}

/** Settings that differ, each as it was and as it is now. Props: changes, between. */
export function ChangeList({ changes, between = 'times' }: ChangeListProps) {
  return (
    <div className="flex flex-col gap-4">
      {changes.map((change) => (
        <section key={`${change.kind}-${change.name}`} className="flex min-w-0 flex-col gap-1">
          <h3 className="font-mono text-row">{change.name}</h3>
          <Diff between={between} name={change.name} lines={change.kind === 'value' ? linesOf(change) : change.lines} />
        </section>
      ))}
    </div>
  )
}

const linesOf = ({ then, now }: Extract<Change, { kind: 'value' }>): readonly DiffLine[] => [
  { kind: 'removed', text: then },
  { kind: 'added', text: now },
]

const looks = {
  same: { sign: '\u00a0', className: 'text-muted' },
  removed: { sign: '−', className: 'bg-tint text-tone', status: 'failed' },
  added: { sign: '+', className: 'bg-tint text-tone', status: 'completed' },
} as const satisfies Record<DiffLine['kind'], { sign: string; className: string; status?: string }>

/** Whose a line is, of two runs. */
const sides = { removed: 'in_a', added: 'in_b' } as const

interface DiffProps extends Required<Pick<ChangeListProps, 'between'>> {
  readonly name: string
  readonly lines: readonly DiffLine[]
}

/** Lines with their signs: − is what the first had, + what the second has. */
function Diff({ between, name, lines }: DiffProps) {
  const t = useTranslations('inspector.changes')
  return (
    <ol
      aria-label={name}
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-field border border-line bg-sunken py-1 font-mono text-meta"
    >
      {lines.map(({ kind, text }, index) => {
        const look = looks[kind]
        return (
          <li
            key={index}
            data-status={'status' in look ? look.status : undefined}
            className={`flex gap-2 px-3 wrap-anywhere whitespace-pre-wrap ${look.className}`}
          >
            <span aria-hidden className="select-none">
              {look.sign}
            </span>
            {kind !== 'same' && <span className="sr-only">{t(between === 'runs' ? sides[kind] : kind)}</span>}
            {text}
          </li>
        )
      })}
    </ol>
  )
}

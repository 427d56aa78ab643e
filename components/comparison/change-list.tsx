'use client'

import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/inspector/changes'
import type { DiffLine } from '@/lib/inspector/line-diff'

/** Settings that differ, each as the run had it and as it is now. Props: changes. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <div className="flex flex-col gap-4">
      {changes.map((change) => (
        <section key={`${change.kind}-${change.name}`} className="flex min-w-0 flex-col gap-1">
          <h3 className="font-mono text-row">{change.name}</h3>
          <Diff name={change.name} lines={change.kind === 'value' ? linesOf(change) : change.lines} />
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

/** Lines with their signs: − is what the run had, + what the assistant has. */
function Diff({ name, lines }: { name: string; lines: readonly DiffLine[] }) {
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
            {kind !== 'same' && <span className="sr-only">{t(kind)}</span>}
            {text}
          </li>
        )
      })}
    </ol>
  )
}

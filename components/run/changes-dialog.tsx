'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection-context'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { assistantQuery } from '@/lib/client/queries'
import type { Run } from '@/lib/protocol/run'
import { changesOf, type Change } from '@/lib/run/changes'
import type { DiffLine } from '@/lib/run/line-diff'

/** What a run was made with against what its assistant is now. Props: run, onClose. */
export function ChangesDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useTranslations('inspector.changes')
  const { data, error, refetch } = useQuery(assistantQuery(useApi(), run.assistant_id))
  const changes = data && changesOf(run, data)
  return (
    <Dialog open onClose={onClose} title={t('title')} wide>
      {error && <ErrorState error={error} onRetry={() => void refetch()} compact />}
      {!changes && !error && <Skeleton />}
      {changes?.length === 0 && <p className="text-prose">{t('none')}</p>}
      {changes && changes.length > 0 && (
        <div className="flex flex-col gap-4">
          <p className="max-w-prose text-row text-muted">{t('note')}</p>
          {changes.map((change) => (
            <section key={`${change.kind}-${change.name}`} className="flex min-w-0 flex-col gap-1">
              <h3 className="font-mono text-row">{change.name}</h3>
              <ChangeText change={change} />
            </section>
          ))}
        </div>
      )}
    </Dialog>
  )
}

function ChangeText({ change }: { change: Change }) {
  if (change.kind !== 'value') return <Diff lines={change.lines} />
  return (
    <Diff
      lines={[
        { kind: 'removed', text: change.then },
        { kind: 'added', text: change.now },
      ]}
    />
  )
}

const looks = {
  same: { sign: ' ', className: 'text-muted' },
  removed: { sign: '−', className: 'bg-tint text-tone', status: 'failed' },
  added: { sign: '+', className: 'bg-tint text-tone', status: 'completed' },
} as const satisfies Record<DiffLine['kind'], { sign: string; className: string; status?: string }>

/** Lines with their signs: − is what the run had, + what the assistant has. */
function Diff({ lines }: { lines: readonly DiffLine[] }) {
  const t = useTranslations('inspector.changes')
  return (
    <ol
      className="max-h-80 overflow-auto rounded-field border border-line bg-sunken py-1 font-mono text-meta"
      tabIndex={0}
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

'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useListed } from '@/components/names/use-listed'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { leftOutKinds, type LeftOutKind } from '@/lib/capsule/capsule'
import { redact } from '@/lib/capsule/redact'
import {
  capsuleFilesQuery,
  type CapsuleSource,
  capsuleSourceQuery,
  type CapsuleSubject,
} from '@/lib/client/capsule-source'
import { LeavingTable } from './leaving-table'
import { RedactionForm } from './redaction-form'
import { SaveButtons } from './save-buttons'
import { useTerms } from './use-terms'

export interface ShareDialogProps {
  readonly subject: CapsuleSubject
  readonly onClose: () => void
}

/** Shows what leaves before anything does, and makes the file in this browser. */
export function ShareDialog({ subject, onClose }: ShareDialogProps) {
  const t = useTranslations('capsule.export')
  const api = useApi()
  const source = useQuery(capsuleSourceQuery(api, subject))
  return (
    <Dialog open wide onClose={onClose} title={t(subject.runId === null ? 'title_thread' : 'title_run')}>
      <div className="flex min-w-0 flex-col gap-4">
        <p className="max-w-prose text-row text-muted">{t('lead')}</p>
        {source.isPending && (
          <>
            <p role="status" className="text-row">
              {t('reading')}
            </p>
            <Skeleton rows={3} />
          </>
        )}
        {source.isError && <ErrorState compact error={source.error} onRetry={() => void source.refetch()} />}
        {source.data && <Sharing source={source.data} />}
      </div>
    </Dialog>
  )
}

const withoutFiles: readonly LeftOutKind[] = ['files']

function Sharing({ source }: { readonly source: CapsuleSource }) {
  const t = useTranslations('capsule.export')
  const listed = useListed()
  const { capsule, underway } = source
  const [leftOut, setLeftOut] = useState(capsule.files.length > 0 ? withoutFiles : [])
  const [words, setWords] = useState('')
  const [patterns, setPatterns] = useState('')
  const wanted = useMemo(() => ({ leftOut, words, patterns }), [leftOut, words, patterns])
  const wants = useDeferredValue(wanted)
  const { terms, bad, isWaiting } = useTerms(wants)
  const files = useQuery({
    ...capsuleFilesQuery(useApi(), capsule.files),
    enabled: capsule.files.length > 0 && !leftOut.includes('files'),
  })
  const redacted = useMemo(
    () =>
      redact(
        { ...capsule, files: files.data ?? capsule.files },
        { leftOut: leftOutKinds.filter((kind) => wants.leftOut.includes(kind)), terms: terms.map(({ find }) => find) },
      ),
    [capsule, files.data, wants, terms],
  )
  const isReady = wants === wanted && !files.isFetching && !isWaiting && bad === undefined
  return (
    <>
      <LeavingTable capsule={redacted.capsule} />
      {underway > 0 && <p className="text-row">{t('underway', { count: underway })}</p>}
      <RedactionForm
        {...{ leftOut, words, patterns, bad }}
        onLeaveOut={setLeftOut}
        onWords={setWords}
        onPatterns={setPatterns}
      />
      <ul role="status" className="flex flex-col gap-1 text-row">
        <li>{t('secrets', { count: redacted.secrets })}</li>
        {terms.map(({ text }, index) => (
          <li key={text}>{t('found', { term: text, count: redacted.found[index] ?? 0 })}</li>
        ))}
        {redacted.unread.length > 0 && terms.length > 0 && <li>{t('unread', { names: listed(redacted.unread) })}</li>}
      </ul>
      <p className="max-w-prose text-meta text-muted">{t('secrets_hint')}</p>
      {files.isError && <ErrorState compact error={files.error} onRetry={() => void files.refetch()} />}
      <SaveButtons capsule={redacted.capsule} isReady={isReady} />
    </>
  )
}

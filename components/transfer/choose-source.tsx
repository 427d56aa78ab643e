'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorState } from '@/components/ui/error-state'
import { FileDrop } from '@/components/uploads/file-drop'
import { type NewTransfer, readSourceMutation } from '@/lib/client/transfers'
import { ApiError } from '@/lib/protocol/error'
import type { Transfer } from '@/lib/protocol/transfer'
import { ChooseConnection } from './choose-connection'

const COMMAND = 'npm run transfer -- import ./export --dry-run'

interface ChooseSourceProps {
  readonly to: string
  readonly onRead: (transfer: Transfer) => void
}

/** The first step: a file, dropped or chosen, or another connection. */
export function ChooseSource({ to, onRead }: ChooseSourceProps) {
  const t = useTranslations('transfer')
  const common = useTranslations('common')
  const { connections } = useConnection()
  const reading = useMutation(readSourceMutation(useQueryClient()))
  const read = (source: NewTransfer['source']) => reading.mutate({ to, source }, { onSuccess: onRead })
  const others = connections.filter(({ id }) => id !== to)
  const sent = reading.variables?.source
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-section">{t('step', { number: 1, name: t('steps.source') })}</h2>
      <FileDrop
        label={t('source.file')}
        hint={t('source.drop')}
        accept=".zip,.ndjson,.jsonl,application/zip,application/x-ndjson"
        busy={reading.isPending}
        onFile={read}
      />
      {reading.isPending && (
        <p role="status" className="text-row text-muted">
          {t('source.sending', { name: sent instanceof File ? sent.name : (sent?.from ?? '') })}
        </p>
      )}
      {reading.isError && <ReadingError error={reading.error} />}
      <p className="max-w-prose text-meta text-muted">{t('source.hint')}</p>
      <div className="flex max-w-prose min-w-0 flex-col gap-1">
        <p className="text-meta text-muted">{t('source.folder')}</p>
        <CodeBlock wrap code={COMMAND} label={common('copy_named', { name: t('source.command') })} />
      </div>
      {others.length > 0 && <ChooseConnection connections={others} busy={reading.isPending} onChoose={read} />}
    </section>
  )
}

function ReadingError({ error }: { error: Error }) {
  const t = useTranslations('transfer.source')
  if (!(error instanceof ApiError && error.body.code === 'no_zip')) return <ErrorState compact error={error} />
  return (
    <p role="alert" data-status="failed" className="max-w-prose text-prose text-tone">
      {t('no_zip')}
    </p>
  )
}

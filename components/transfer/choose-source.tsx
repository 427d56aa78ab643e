'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type DragEvent, useId, useState } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorState } from '@/components/ui/error-state'
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
      <h2 className="text-section">{t('steps.source')}</h2>
      <DropZone busy={reading.isPending} onFile={read} />
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

interface DropZoneProps {
  readonly busy: boolean
  readonly onFile: (file: File) => void
}

function DropZone({ busy, onFile }: DropZoneProps) {
  const t = useTranslations('transfer.source')
  const id = useId()
  const [isOver, setOver] = useState(false)
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !busy) onFile(file)
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`flex max-w-prose flex-col items-start gap-2 rounded-field border border-dashed border-control p-4
        ${isOver ? 'bg-sunken' : ''}`}
    >
      <label htmlFor={id} className="text-row font-medium">
        {t('file')}
      </label>
      <p className="text-row text-muted">{t('drop')}</p>
      <input
        id={id}
        type="file"
        accept=".zip,.ndjson,.jsonl,application/zip,application/x-ndjson"
        disabled={busy}
        onChange={({ target }) => {
          const file = target.files?.[0]
          // So that the same file can be chosen again.
          target.value = ''
          if (file) onFile(file)
        }}
        className={`touch max-w-full text-row file:mr-3 file:h-8 file:cursor-pointer file:rounded-field file:border
          file:border-solid file:border-control file:bg-surface file:px-3 file:text-row file:font-medium file:text-ink`}
      />
    </div>
  )
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { threadsPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import { removeTransferMutation, reportAddress, stepMutation } from '@/lib/client/transfers'
import { type ConflictChoices, leftBehind, type Transfer } from '@/lib/protocol/transfer'
import { ConflictsPart } from './conflicts-part'
import { ProgressLine } from './progress-line'
import { SaidList } from './said-list'
import { TallyTable } from './tally-table'

interface TransferViewProps {
  readonly transfer: Transfer
  /** Where the page's links lead. */
  readonly connection: string
  readonly onLeave: () => void
}

/** One transfer: what would come, what differs, how far it is, what became of it. */
export function TransferView({ transfer, connection, onLeave }: TransferViewProps) {
  const t = useTranslations('transfer')
  const client = useQueryClient()
  const step = useMutation(stepMutation(client, transfer.id))
  const remove = useMutation({ ...removeTransferMutation(client) })
  const [choices, setChoices] = useState<ConflictChoices>(transfer.choices)
  const { status, checked, imported } = transfer
  useEffect(() => {
    // What its pages have fetched before does not have what came in.
    if (status === 'done') void client.invalidateQueries({ queryKey: [transfer.to] })
  }, [client, status, transfer.to])
  const goOn = () => step.mutate({ do: 'import', choices })
  const isUnderway = status === 'checking' || status === 'importing'
  const shown = imported ?? checked
  const isBefore = imported === null
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <h2 className="text-section">
        {t(isBefore ? 'steps.check' : 'steps.import')}:{' '}
        <span className="font-normal wrap-anywhere">{transfer.source.name}</span>
      </h2>
      <StatusLine transfer={transfer} />
      {status === 'importing' && <ProgressLine progress={transfer.progress} />}
      {shown && <TallyTable tally={shown} isDry={isBefore} />}
      {checked && status === 'checked' && checked.conflicts.length > 0 && (
        <ConflictsPart conflicts={checked} choices={choices} onChange={setChoices} />
      )}
      <div className="flex flex-wrap gap-2">
        {status === 'checked' && (
          <Button look="primary" busy={step.isPending} onClick={goOn}>
            {t('check.import')}
          </Button>
        )}
        {status === 'stopped' && (
          <Button look="primary" busy={step.isPending} onClick={goOn}>
            {t('progress.go_on')}
          </Button>
        )}
        {isUnderway && (
          <Button busy={step.isPending} onClick={() => step.mutate({ do: 'stop' })}>
            {t('progress.stop')}
          </Button>
        )}
        {status === 'done' && (
          <Link prefetch={false} href={threadsPath(connection)} className={buttonClass('primary')}>
            {t('to_threads')}
          </Link>
        )}
        {shown && (
          <a href={reportAddress(transfer.id)} download className={buttonClass('secondary')}>
            {t('report')}
          </a>
        )}
        {!isUnderway && (
          <Button
            look="quiet"
            busy={remove.isPending}
            onClick={() => remove.mutate(transfer.id, { onSuccess: onLeave })}
          >
            {t('check.discard')}
          </Button>
        )}
      </div>
      {shown && <SaidList tally={shown} />}
    </section>
  )
}

function StatusLine({ transfer }: { transfer: Transfer }) {
  const t = useTranslations('transfer')
  const { status, checked, imported, progress, error } = transfer
  if (error !== null) {
    return (
      <p role="alert" data-status="failed" className="max-w-prose text-prose wrap-anywhere text-tone">
        {t(`status.${status}`)}: <q lang="en">{error}</q>
      </p>
    )
  }
  const left = imported ? leftBehind(imported) : 0
  const found = checked ? Object.values(checked.counts).flatMap((counts) => Object.values(counts)) : []
  const words = {
    checking: () => t('check.reading', { count: progress.done }),
    checked: () => t('check.found', { count: found.reduce((sum, count) => sum + count, 0) }),
    importing: () => t('status.importing'),
    stopped: () => t('stopped'),
    done: () => (left > 0 ? t('done_left', { count: left }) : t('done')),
    failed: () => t('status.failed'),
  } as const satisfies Record<Transfer['status'], () => string>
  return (
    <p role="status" className="max-w-prose text-prose">
      {words[status]()}
    </p>
  )
}

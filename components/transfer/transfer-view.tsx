'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { type ConflictChoices, leftBehind, type Transfer } from '@/lib/protocol/transfer'
import { ConflictsPart } from './conflicts-part'
import { FileBytes } from './file-bytes'
import { ProgressLine, WaitingLine } from './progress-line'
import { SaidList } from './said-list'
import { TallyTable } from './tally-table'
import { TransferActions } from './transfer-actions'

interface TransferViewProps {
  readonly transfer: Transfer
  /** Where the page's links lead. */
  readonly connection: string
  /** How many steps the reader has done before it. */
  readonly stepsBefore: number
  readonly onLeave: () => void
}

/** One transfer: what would come, what differs, how far it is, what became of it. */
export function TransferView({ transfer, connection, stepsBefore, onLeave }: TransferViewProps) {
  const t = useTranslations('transfer')
  const client = useQueryClient()
  const [choices, setChoices] = useState<ConflictChoices>(transfer.choices)
  const [withBytes, setWithBytes] = useState(transfer.with_file_bytes)
  const { status, checked, imported } = transfer
  useEffect(() => {
    // What its pages have fetched before does not have what came in.
    if (status === 'done') void client.invalidateQueries({ queryKey: [transfer.to] })
  }, [client, status, transfer.to])
  const shown = imported ?? checked
  const isBefore = imported === null
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <h2 className="text-section">
        {t('step', { number: stepsBefore + (isBefore ? 1 : 2), name: t(isBefore ? 'steps.check' : 'steps.import') })}:{' '}
        <span className="font-normal wrap-anywhere">{transfer.source.name}</span>
      </h2>
      <StatusLine transfer={transfer} />
      {status === 'importing' && <ProgressLine progress={transfer.progress} />}
      <WaitingLine seconds={transfer.progress.waits_seconds} />
      {shown && <TallyTable tally={shown} isDry={isBefore} />}
      {checked && status === 'checked' && checked.conflicts.length > 0 && (
        <ConflictsPart conflicts={checked} choices={choices} onChange={setChoices} />
      )}
      {shown && (
        <FileBytes tally={shown} isChosen={withBytes} onChoose={status === 'checked' ? setWithBytes : undefined} />
      )}
      <TransferActions {...{ transfer, connection, choices, withBytes, onLeave }} />
      {shown && <SaidList tally={shown} connection={isBefore ? undefined : transfer.to} />}
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
    stopped: () => t(checked ? 'stopped' : 'stopped_dry'),
    done: () => (left > 0 ? t('done_left', { count: left }) : t('done')),
    failed: () => t('status.failed'),
  } as const satisfies Record<Transfer['status'], () => string>
  return (
    <p role="status" className="max-w-prose text-prose">
      {words[status]()}
    </p>
  )
}

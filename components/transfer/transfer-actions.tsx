'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { threadsPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import { removeTransferMutation, reportAddress, stepMutation } from '@/lib/client/transfers'
import { type ConflictChoices, hasAnyToBring, type Transfer } from '@/lib/protocol/transfer'

interface TransferActionsProps {
  readonly transfer: Transfer
  readonly connection: string
  readonly choices: ConflictChoices
  readonly withBytes: boolean
  readonly onLeave: () => void
}

/** What can be done with a transfer as it stands. */
export function TransferActions({ transfer, connection, choices, withBytes, onLeave }: TransferActionsProps) {
  const t = useTranslations('transfer')
  const client = useQueryClient()
  const step = useMutation(stepMutation(client, transfer.id))
  const remove = useMutation(removeTransferMutation(client))
  const { status, checked, imported } = transfer
  const isUnderway = status === 'checking' || status === 'importing'
  return (
    <div className="flex flex-wrap gap-2">
      {(status === 'checked' || status === 'stopped') && (
        <Button
          needs="manage"
          look="primary"
          busy={step.isPending}
          disabled={status === 'checked' && checked !== null && !hasAnyToBring(checked)}
          onClick={() => step.mutate({ do: 'import', choices, withBytes })}
        >
          {t(status === 'checked' ? 'check.import' : 'progress.go_on')}
        </Button>
      )}
      {isUnderway && (
        <Button needs="manage" busy={step.isPending} onClick={() => step.mutate({ do: 'stop' })}>
          {t('progress.stop')}
        </Button>
      )}
      {status === 'done' && (
        <Link prefetch={false} href={threadsPath(connection)} className={buttonClass('primary')}>
          {t('to_threads')}
        </Link>
      )}
      {(imported ?? checked) && (
        <a href={reportAddress(transfer.id)} download className={buttonClass()}>
          {t('report')}
        </a>
      )}
      {!isUnderway && (
        <Button
          needs="manage"
          look="quiet"
          busy={remove.isPending}
          onClick={() => remove.mutate(transfer.id, { onSuccess: onLeave })}
        >
          {t('check.discard')}
        </Button>
      )}
    </div>
  )
}

'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { ErrorState } from '@/components/ui/error-state'
import { useMay } from '@/components/ui/permissions'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { keepRecordingsMutation, recordingsQuery, removeRecordingsMutation } from '@/lib/client/connection-settings'
import type { ConnectionRecordings } from '@/lib/protocol/connection'
import { RecordedSize } from './recorded-size'

/** What is recorded of a connection, how long, and the way to delete it. */
export function RecordingsSection({ id }: { readonly id: string }) {
  const t = useTranslations('connections.recordings')
  const heading = useId()
  const query = useQuery(recordingsQuery(id))
  return (
    <section aria-labelledby={heading} className="flex max-w-prose flex-col gap-3 border-t border-line pt-5">
      <h2 id={heading} className="text-section">
        {t('title')}
      </h2>
      <p className="text-row text-muted">{t('about')}</p>
      {query.isPending && <Skeleton />}
      {query.isError && !query.data && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Recorded id={id} recordings={query.data} />}
    </section>
  )
}

/** What can be chosen beside a number that was set elsewhere. */
const choices = [null, 90, 30, 7, 1]

interface RecordedProps {
  readonly id: string
  readonly recordings: ConnectionRecordings
}

function Recorded({ id, recordings }: RecordedProps) {
  const t = useTranslations('connections.recordings')
  const { requests, events, keep_days, chosen_by } = recordings
  const { mutate, isPending, isError, error, variables } = useMutation(keepRecordingsMutation(useQueryClient(), id))
  const [isAsking, setAsking] = useState(false)
  const may = useMay()
  const shown = isPending ? variables : keep_days
  const all = choices.includes(shown) ? choices : [...choices, shown]
  return (
    <>
      <RecordedSize requests={requests} events={events} />
      <label className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {t('keep')}
        <Select
          value={String(shown)}
          disabled={isPending || !may('manage')}
          onChange={({ target: { value } }) => mutate(value === 'null' ? null : Number(value))}
        >
          {all.map((days) => (
            <option key={days} value={String(days)}>
              {days === null ? t('for_ever') : t('days', { days })}
            </option>
          ))}
        </Select>
        {chosen_by === 'environment' && <span className="text-row text-muted">{t('from_environment')}</span>}
      </label>
      {isError && <ErrorState compact error={error} onRetry={() => variables !== undefined && mutate(variables)} />}
      <Button
        needs="manage"
        look="danger"
        className="w-fit"
        disabled={requests.rows === 0}
        onClick={() => setAsking(true)}
      >
        {t('delete')}
      </Button>
      {isAsking && <DeleteDialog id={id} rows={requests.rows} onClose={() => setAsking(false)} />}
    </>
  )
}

interface DeleteDialogProps {
  readonly id: string
  readonly rows: number
  readonly onClose: () => void
}

/** Says what is lost, and what stays. */
function DeleteDialog({ id, rows, onClose }: DeleteDialogProps) {
  const t = useTranslations('connections.recordings')
  const { mutate, isPending, error } = useMutation(removeRecordingsMutation(useQueryClient(), id))
  const remove = () => mutate(undefined, { onSuccess: onClose })
  return (
    <ConfirmDialog
      open
      title={t('delete_title', { count: rows })}
      action={t('delete_action')}
      busy={isPending}
      error={error}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('lost')}</p>
      <p>{t('stays')}</p>
    </ConfirmDialog>
  )
}

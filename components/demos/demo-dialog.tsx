'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { FormDialog } from '@/components/ui/form-dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { demoQuery, putDemoMutation } from '@/lib/client/demo-queries'
import type { Assistant } from '@/lib/protocol/assistant'
import { MAX_DEMO_MESSAGES } from '@/lib/protocol/limits'
import { DemoRow } from './demo-row'
import { amended, moved, newRow, rowsOf, toDemo, type Row } from './demo-rows'

interface DemoDialogProps {
  readonly assistant: Pick<Assistant, 'id' | 'name'>
  /** What people wrote in the thread that is shown, which can be taken over; nothing where there is none. */
  readonly said: readonly string[]
  readonly onClose: () => void
}

/** Writes an assistant's demo: the messages that are sent one by one, and the presenter's notes. */
export function DemoDialog({ assistant, said, onClose }: DemoDialogProps) {
  const t = useTranslations('demos')
  const common = useTranslations('common')
  const api = useApi()
  const demo = useQuery(demoQuery(api, assistant.id))
  const save = useMutation(putDemoMutation(api, useQueryClient(), assistant.id))
  const [written, setRows] = useState<readonly Row[]>()
  const stored = useMemo(() => demo.data && rowsOf(demo.data.messages), [demo.data])
  const rows = written ?? stored
  return (
    <FormDialog
      wide
      title={t('title', { name: plainName(assistant.name ?? assistant.id) })}
      action={common('save')}
      busy={save.isPending}
      incomplete={!rows}
      error={save.error}
      onSubmit={() => rows && save.mutate(toDemo(rows), { onSuccess: () => (toast(t('saved')), onClose()) })}
      onClose={onClose}
    >
      {rows ? (
        <DemoRows rows={rows} said={said} onRows={setRows} />
      ) : demo.error ? (
        <ErrorState compact error={demo.error} onRetry={() => void demo.refetch()} />
      ) : (
        <Skeleton />
      )}
    </FormDialog>
  )
}

interface DemoRowsProps {
  readonly rows: readonly Row[]
  readonly said: readonly string[]
  readonly onRows: (rows: readonly Row[]) => void
}

function DemoRows({ rows, said, onRows }: DemoRowsProps) {
  const t = useTranslations('demos')
  const isFull = rows.length >= MAX_DEMO_MESSAGES
  const isUnwritten = rows.every(({ text }) => text.trim() === '')
  return (
    <>
      <p className="text-row text-muted">{t('hint')}</p>
      {rows.length === 0 && <p className="text-row">{t('empty')}</p>}
      <ol className="flex flex-col gap-3 empty:hidden">
        {rows.map((row, index) => (
          <DemoRow
            key={row.key}
            row={row}
            number={index + 1}
            isLast={index === rows.length - 1}
            onChange={(change) => onRows(amended(rows, row.key, change))}
            onMove={(by) => onRows(moved(rows, row.key, by))}
            onRemove={() => onRows(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button data-autofocus data-takes-focus disabled={isFull} onClick={() => onRows([...rows, newRow('')])}>
          {t('add')}
        </Button>
        {said.length > 0 && isUnwritten && (
          <Button onClick={() => onRows(said.slice(0, MAX_DEMO_MESSAGES).map(newRow))}>{t('from_thread')}</Button>
        )}
      </div>
    </>
  )
}

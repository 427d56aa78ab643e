'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { demoQuery, putDemoMutation } from '@/lib/client/demo-queries'
import type { Assistant } from '@/lib/protocol/assistant'
import type { Demo } from '@/lib/protocol/demo'
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
  const formId = useId()
  const put = (next: Demo) => save.mutate(next, { onSuccess: () => (toast(t('saved')), onClose()) })
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('title', { name: plainName(assistant.name ?? assistant.id) })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.isPending} disabled={!demo.data}>
            {common('save')}
          </Button>
        </>
      }
    >
      {demo.data ? (
        <DemoForm id={formId} demo={demo.data} said={said} onSave={put} />
      ) : demo.error ? (
        <ErrorState compact error={demo.error} onRetry={() => void demo.refetch()} />
      ) : (
        <Skeleton />
      )}
      {save.isError && <ErrorState compact error={save.error} />}
    </Dialog>
  )
}

interface DemoFormProps {
  readonly id: string
  readonly demo: Demo
  readonly said: readonly string[]
  readonly onSave: (demo: Demo) => void
}

function DemoForm({ id, demo, said, onSave }: DemoFormProps) {
  const t = useTranslations('demos')
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(demo.messages))
  const isFull = rows.length >= MAX_DEMO_MESSAGES
  const isUnwritten = rows.every(({ text }) => text.trim() === '')
  const add = () => setRows([...rows, newRow('')])
  function submit(event: FormEvent) {
    event.preventDefault()
    onSave(toDemo(rows))
  }
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-row text-muted">{t('hint')}</p>
      {rows.length === 0 && <p className="text-row">{t('empty')}</p>}
      <ol className="flex flex-col gap-3 empty:hidden">
        {rows.map((row, index) => (
          <DemoRow
            key={row.key}
            row={row}
            number={index + 1}
            isLast={index === rows.length - 1}
            onChange={(change) => setRows(amended(rows, row.key, change))}
            onMove={(by) => setRows(moved(rows, row.key, by))}
            onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button data-autofocus disabled={isFull} onClick={add}>
          {t('add')}
        </Button>
        {said.length > 0 && isUnwritten && (
          <Button onClick={() => setRows(said.slice(0, MAX_DEMO_MESSAGES).map(newRow))}>{t('from_thread')}</Button>
        )}
      </div>
    </form>
  )
}

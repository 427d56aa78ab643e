'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { useOwnConnection } from '@/components/connection/connection-context'
import { threadPath } from '@/components/routing/paths'
import { TransferView } from '@/components/transfer/transfer-view'
import { Button, buttonClass } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useMay } from '@/components/ui/permissions'
import { readSourceMutation, transferQuery } from '@/lib/client/transfers'

interface KeepHereProps {
  readonly file: File
  /** Of the thread that it holds. */
  readonly threadId: string
}

/** Stores what the file holds as all that is moved in: looked through first, then imported as the reader says. */
export function KeepHere({ file, threadId }: KeepHereProps) {
  const t = useTranslations('capsule.page')
  const [id, setId] = useState<string>()
  const sending = useMutation(readSourceMutation(useQueryClient()))
  const own = useOwnConnection()
  const isPermitted = useMay()('manage')
  function keep() {
    sending.mutate({ to: own, source: file }, { onSuccess: (transfer) => setId(transfer.id) })
  }
  if (!isPermitted) return null
  if (id !== undefined) return <Keeping id={id} threadId={threadId} onLeave={() => setId(undefined)} />
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button busy={sending.isPending} onClick={keep}>
        {t('keep')}
      </Button>
      <span className="text-meta text-muted">{t('keep_hint')}</span>
      {sending.isError && <ErrorState compact error={sending.error} onRetry={keep} />}
    </div>
  )
}

interface KeepingProps {
  readonly id: string
  readonly threadId: string
  readonly onLeave: () => void
}

function Keeping({ id, threadId, onLeave }: KeepingProps) {
  const t = useTranslations('capsule.page')
  const { data: transfer } = useQuery(transferQuery(id))
  const own = useOwnConnection()
  if (!transfer) return null
  return (
    <div className="flex min-w-0 flex-col gap-3 rounded-field border border-line p-4">
      <TransferView transfer={transfer} connection={own} stepsBefore={0} onLeave={onLeave} />
      {transfer.status === 'done' && (
        <Link prefetch={false} href={threadPath(own, threadId)} className={`${buttonClass()} w-fit`}>
          {t('to_thread')}
        </Link>
      )}
    </div>
  )
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, type ComponentProps, type FormEvent } from 'react'
import { LeaveGuard } from '@/components/routing/leave-guard'
import { connectionsPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { toast } from '@/components/ui/toast-store'
import { saveConnectionMutation, testConnectionMutation } from '@/lib/client/connection-settings'
import type { ConnectionSettings } from '@/lib/protocol/connection'
import { ApiError } from '@/lib/protocol/error'
import { changesOf, createBodyOf, draftOf, emptyDraft, wrongHeaderLine, type ConnectionDraft } from './connection-draft'
import { ConnectionFields } from './connection-fields'
import { TestProgress } from './test-result'

/** Adds a connection, or changes the stored one. What was typed stays until it is saved; a key is never shown again. */
export function ConnectionForm({ stored }: { readonly stored?: ConnectionSettings }) {
  const t = useTranslations('connections.form')
  const router = useRouter()
  const client = useQueryClient()
  const before = stored ? draftOf(stored) : emptyDraft
  const [draft, setDraft] = useState(before)
  const save = useMutation(saveConnectionMutation(client))
  const test = useMutation(testConnectionMutation(client))
  const isDirty = JSON.stringify(draft) !== JSON.stringify(before) && !save.isSuccess
  const failed = save.error ?? test.error
  const wrongField = failed instanceof ApiError && failed.status === 400 ? failed.body : undefined

  function change(changes: Partial<ConnectionDraft>) {
    setDraft({ ...draft, ...changes })
    save.reset()
    test.reset()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (wrongHeaderLine(draft.headers) !== undefined) return
    save.mutate(stored ? { id: stored.id, changes: changesOf(draft, stored) } : createBodyOf(draft), {
      onSuccess: ({ id, last_test }) => {
        // What it can do is found out while its user goes on.
        if (!last_test) test.mutate({ id })
        toast(t('saved', { name: draft.name }))
        router.push(connectionsPath)
        router.refresh()
      },
    })
  }

  return (
    <form onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <ConnectionFields draft={draft} stored={stored} wrong={wrongField} onChange={change} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={save.isPending}>
          {stored ? t('save') : t('add')}
        </Button>
        {(!stored || !isDirty) && (
          <Button busy={test.isPending} onClick={() => test.mutate(stored ? { id: stored.id } : createBodyOf(draft))}>
            {t('test')}
          </Button>
        )}
        <Link prefetch={false} href={connectionsPath} className={buttonClass('quiet')}>
          {t('cancel')}
        </Link>
      </div>
      <TestProgress test={test} />
      {failed && !wrongField && <ErrorState compact error={failed} />}
      <Leaving active={isDirty && !save.isPending} onLeave={() => setDraft(before)} />
    </form>
  )
}

function Leaving(props: Pick<ComponentProps<typeof LeaveGuard>, 'active' | 'onLeave'>) {
  const t = useTranslations('connections.form.leave')
  return <LeaveGuard {...props} title={t('title')} text={t('text')} action={t('action')} />
}

'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { idsInText } from '@/components/threads/ids-in-text'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { ConnectionInfo } from '@/lib/protocol/connection'

interface ChooseConnectionProps {
  readonly connections: readonly ConnectionInfo[]
  readonly busy: boolean
  readonly onChoose: (source: { readonly from: string; readonly threadIds: readonly string[] | null }) => void
}

/** Another connection as the source, with the threads that are wanted of it. */
export function ChooseConnection({ connections, busy, onChoose }: ChooseConnectionProps) {
  const t = useTranslations('transfer.source')
  const found = useTranslations('threads.add')
  const [from, setFrom] = useState(connections[0]?.id ?? '')
  const [text, setText] = useState('')
  const isAsked = text.trim() !== ''
  const threadIds = idsInText(text)
  // Without ids everything would be read, which nobody wants who has written something.
  const isLost = isAsked && threadIds.length === 0
  const lists = connections.find(({ id }) => id === from)?.capabilities.all_threads ?? false
  return (
    <form
      className="flex max-w-prose flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isLost) onChoose({ from, threadIds: isAsked ? threadIds : null })
      }}
    >
      <Field label={t('connection')}>
        {(control) => (
          <Select {...control} value={from} onChange={({ target }) => setFrom(target.value)}>
            {connections.map(({ id, name }) => (
              <option key={id} value={id}>
                {name ?? id}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('threads')} hint={t(lists ? 'threads_hint' : 'threads_hint_seen')}>
        {(control) => <Textarea {...control} rows={3} value={text} onChange={({ target }) => setText(target.value)} />}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy} disabled={isLost}>
          {t('read')}
        </Button>
        <p role="status" className="text-row text-muted">
          {isAsked && found('found', { count: threadIds.length })}
        </p>
      </div>
    </form>
  )
}

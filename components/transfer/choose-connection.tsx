'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
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
  const [from, setFrom] = useState(connections[0]?.id ?? '')
  const [text, setText] = useState('')
  const threadIds = text.split(/[\s,]+/).filter((id) => id !== '')
  return (
    <form
      className="flex max-w-prose flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onChoose({ from, threadIds: threadIds.length > 0 ? threadIds : null })
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
      <Field label={t('threads')} hint={t('threads_hint')}>
        {(control) => <Textarea {...control} rows={3} value={text} onChange={({ target }) => setText(target.value)} />}
      </Field>
      <Button type="submit" busy={busy} className="self-start">
        {t('read')}
      </Button>
    </form>
  )
}

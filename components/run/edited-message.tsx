'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { entriesOf } from '@/components/lists/paged'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { Textarea } from '@/components/ui/textarea'
import { messagesQuery, rawMessageQuery } from '@/lib/client/thread-queries'
import type { Edit } from '@/lib/client/run-again'
import { MAX_TEXT } from '@/lib/protocol/limits'
import type { ShownMessage } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { messagesBefore } from '@/lib/run/messages-before'
import { messageTextOf } from '@/lib/run/message-text'

interface EditedMessageProps {
  readonly run: Run
  /** Undefined while nothing was changed. */
  readonly edit: Edit | undefined
  /** What was changed has no words left. */
  readonly isEmpty: boolean
  readonly onEdit: (edit: Edit | undefined) => void
}

const EXCERPT = 60

/** One of the user's messages that the run had, to be changed for the next one: the last, or another that is chosen. */
export function EditedMessage({ run, edit, isEmpty, onEdit }: EditedMessageProps) {
  const t = useTranslations('comparison.again')
  const { data, isPending } = useInfiniteQuery(messagesQuery(useApi(), run.thread_id))
  const asked = messagesBefore(entriesOf(data), run).filter(({ role }) => role === 'user')
  const message = asked.find(({ id }) => id === edit?.message) ?? asked.at(-1)
  if (isPending) return <Skeleton />
  if (!message) return null
  return (
    <div className="flex flex-col gap-2">
      {asked.length > 1 && (
        <Field label={t('which')} hint={t('which_hint')}>
          {(control) => (
            <Select
              {...control}
              value={message.id}
              onChange={({ target: { value } }) =>
                onEdit(value === asked.at(-1)?.id ? undefined : { message: value, text: textOf(asked, value) })
              }
            >
              {asked.toReversed().map((each, index) => (
                <option key={each.id} value={each.id}>
                  {index === 0 ? t('last', { text: excerptOf(each) }) : excerptOf(each)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <MessageText key={message.id} {...{ message, edit, isEmpty, onEdit }} />
    </div>
  )
}

const textOf = (messages: readonly ShownMessage[], id: string) => {
  const message = messages.find((each) => each.id === id)
  return message ? messageTextOf(message) : ''
}

const excerptOf = (message: ShownMessage) =>
  [...messageTextOf(message).replaceAll(/\s+/g, ' ').trim()].slice(0, EXCERPT).join('') || '…'

interface MessageTextProps extends Pick<EditedMessageProps, 'edit' | 'isEmpty' | 'onEdit'> {
  readonly message: ShownMessage
}

/** Pages have long texts cut; what is changed is the whole of it. */
function MessageText({ message, edit, isEmpty, onEdit }: MessageTextProps) {
  const t = useTranslations('comparison.again')
  const isCut = message.whole_length !== undefined
  const { data: whole } = useQuery({ ...rawMessageQuery(useApi(), message), enabled: isCut })
  const own = isCut ? whole : message
  return (
    <Field label={t('message')} hint={t('message_hint')} error={isEmpty && t('empty')}>
      {(control) => (
        <Textarea
          {...control}
          rows={4}
          maxLength={MAX_TEXT}
          disabled={!own}
          value={edit?.message === message.id ? edit.text : own ? messageTextOf(own) : ''}
          onChange={(event) => onEdit({ message: message.id, text: event.target.value })}
        />
      )}
    </Field>
  )
}

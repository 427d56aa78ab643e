'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from './copy-button'

/** An id in mono with its copy button. Props: id; short = only its beginning and end. */
export function IdText({ id, short = false }: { id: string; short?: boolean }) {
  const t = useTranslations('common')
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-0.5">
      <code className="truncate font-mono text-meta text-muted" title={id}>
        {short ? shortId(id) : id}
      </code>
      <CopyButton text={id} label={t('copy_id', { id })} />
    </span>
  )
}

/** `thread_abc…xyz`: the prefix says what it is, the ends tell it from others. */
const shortId = (id: string) => (id.length <= 20 ? id : `${id.slice(0, id.indexOf('_') + 5)}…${id.slice(-4)}`)

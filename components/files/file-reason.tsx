'use client'

import { useTranslations } from 'next-intl'
import type { StoreFileError } from '@/lib/protocol/vector-store'
import { fileReasonIn } from '@/lib/run/file-reasons'

/** Why a file cannot be read, in the reader's language; other backends have sentences of their own, which stay. */
export function useFileReason(): (message: string) => string | undefined {
  const t = useTranslations('files.reason')
  return (message) => {
    const reason = fileReasonIn(message)
    return reason && t(reason.key, { ...reason.values, kind: kindOf(reason.values.what) })
  }
}

/** What a file is that is no document. */
const kindOf = (what: string) =>
  /picture|sound|video|compressed|archive|database|program|table/.exec(what)?.[0] ?? 'other'

/** The same as a line, with the words of the wire where the reason is not known. */
export function FileReason({ error: { code, message } }: { readonly error: StoreFileError }) {
  const t = useTranslations('files.failure')
  const reason = useFileReason()(message)
  return (
    <>
      {t(code)} {reason ?? <q lang="en">{message}</q>}
    </>
  )
}

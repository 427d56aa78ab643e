'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast-store'
import { exportFormAddress } from '@/lib/client/transfers'
import type { ThreadSummary } from '@/lib/protocol/playground'

/** Exports threads as one zip, which the browser downloads. Only the built-in connection keeps all of them here. */
export function ExportThreads({ threads }: { readonly threads: readonly ThreadSummary[] }) {
  const t = useTranslations('threads')
  const { info } = useConnection()
  if (info.kind !== 'embedded') return null
  return (
    <form
      method="post"
      action={exportFormAddress(info.id)}
      className="contents"
      onSubmit={() => toast(t('exporting', { count: threads.length }))}
    >
      <input type="hidden" name="threads" value={threads.map(({ id }) => id).join(',')} />
      <Button type="submit">{t('export')}</Button>
    </form>
  )
}

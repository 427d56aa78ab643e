'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useListed } from '@/components/names/use-listed'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { pythonQuery } from '@/lib/client/python-query'
import type { PythonState } from '@/lib/protocol/python'

/** What runs the code of the built-in connection, what stands around it, and what it has; or why nothing runs. */
export function PythonLine({ connection }: { readonly connection: string }) {
  const query = useQuery(pythonQuery(connection))
  if (query.isPending) return <Skeleton rows={1} />
  if (!query.data) return <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />
  return <PythonWords state={query.data} />
}

function PythonWords({ state }: { readonly state: PythonState }) {
  const t = useTranslations('connections.python')
  const listed = useListed()
  if (!state.ok) {
    return (
      <p role="status" data-status="failed" className="text-meta font-medium text-tone wrap-anywhere">
        {t('not_run', { reason: state.message })}
      </p>
    )
  }
  const { sandbox, version, wall, packages } = state
  const isSystem = sandbox === 'bwrap'
  return (
    <p className="text-meta text-muted wrap-anywhere">
      {t(isSystem ? 'system' : `wall.${wall}`, { version })}{' '}
      {packages.length > 0
        ? t('packages', { packages: listed(packages) })
        : t(isSystem ? 'no_system_packages' : 'no_packages')}
    </p>
  )
}

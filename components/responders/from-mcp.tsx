'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { mcpServersPath } from '@/components/routing/paths'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { mcpServersQuery, mcpToolsQuery } from '@/lib/client/responder-sources'
import { ImportableList, type Choosing } from './importable-list'

/** The tools of a server. Props: chosen, onChosen. */
export function FromMcp(choosing: Choosing) {
  const t = useTranslations('responders')
  const servers = useQuery(mcpServersQuery())
  const [asked, setAsked] = useState('')
  const server = asked || (servers.data?.[0]?.id ?? '')
  const tools = useQuery({ ...mcpToolsQuery(server), enabled: server !== '' })

  function ask(id: string) {
    setAsked(id)
    choosing.onChosen([])
  }

  if (servers.error) return <ErrorState compact error={servers.error} onRetry={() => void servers.refetch()} />
  if (!servers.data) return <Skeleton />
  if (servers.data.length === 0) {
    return (
      <p className="text-row">
        {t('import.no_assistant_servers')}{' '}
        <Link prefetch={false} href={mcpServersPath} className="underline underline-offset-2">
          {t('manage_servers')}
        </Link>
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('import.server')}>
        {(control) => (
          <Select {...control} value={server} onChange={(event) => ask(event.target.value)} className="w-full sm:w-80">
            {servers.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {tools.isLoading && <Skeleton />}
      {tools.error && <ErrorState compact error={tools.error} onRetry={() => void tools.refetch()} />}
      {tools.data && <ImportableList label={t('import.tools')} functions={tools.data} {...choosing} />}
    </div>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState, type ReactNode } from 'react'
import { late } from '@/components/late/late'
import { Popover } from '@/components/ui/popover'
import type { ConnectionInfo } from '@/lib/protocol/connection'

const ModelDetails = late(() => import('./behind').then((file) => file.ModelDetails))

const words = {
  scripted: 'scripted',
  'openai-compatible': 'remote',
  appbuilder: 'appbuilder',
  upstream: 'upstream',
} as const satisfies Record<ConnectionInfo['model']['kind'], string>

const several = ['several', 'several_title'] as const

interface ModelLabelProps {
  readonly connection: ConnectionInfo
  readonly icon: ReactNode
}

/** Which model answers. The scripted stand-in is always called what it is, with what that means. */
export function ModelLabel({ connection, icon }: ModelLabelProps) {
  const t = useTranslations('shell.model')
  const [isOpen, setOpen] = useState(false)
  const { kind } = connection.model
  const host = connection.model.host ?? ''
  const count = connection.model.hosts
  const [word, title] = count === undefined ? ([words[kind], `${words[kind]}_title`] as const) : several
  const values = { host, count: count ?? 1 }
  return (
    <Popover
      label={t(title, values)}
      onToggle={setOpen}
      className="max-w-full px-2 text-meta text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          {icon}
          <span className="truncate underline decoration-dotted underline-offset-2">{t(word, values)}</span>
        </>
      }
    >
      {isOpen && (
        <Suspense>
          <ModelDetails connection={connection} />
        </Suspense>
      )}
    </Popover>
  )
}

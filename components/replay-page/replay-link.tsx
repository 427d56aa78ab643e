'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useAction } from '@/components/actions/use-action'
import { useKeyHint } from '@/components/actions/use-key-hint'
import { useApi } from '@/components/connection/connection-context'
import { replayPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { buttonClass } from '@/components/ui/button'
import { CirclePlay } from './icons'

interface ReplayLinkProps {
  readonly thread: string
  /** The run alone that is replayed. */
  readonly run?: string
}

/** The way to the replay of a thread or a run, by the palette and a key too. */
export function ReplayLink({ thread, run }: ReplayLinkProps) {
  const t = useTranslations('inspector')
  const { connection } = useApi()
  const go = useGo()
  const hint = useKeyHint()
  const href = replayPath(connection, { thread, ...(run !== undefined && { run }) })
  useAction({ id: 'replay', label: t('replay'), shortcut: 'replay', run: () => go(href) })
  return (
    <Link href={href} prefetch={false} className={buttonClass()} {...hint(t('replay'), 'replay')}>
      <CirclePlay size={14} aria-hidden />
      {/* A phone has no room for it beside a thread's name. */}
      <span className="sr-only sm:not-sr-only">{t('replay')}</span>
    </Link>
  )
}

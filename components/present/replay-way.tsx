'use client'

import { useTranslations } from 'next-intl'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { replayPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { IconButton } from '@/components/ui/icon-button'
import { CirclePlay } from './icons'

/** Plays a thread again, or a run of it, for the same audience. Props: thread, run. */
export function ReplayWay({ thread, run }: { thread: string; run?: string }) {
  const t = useTranslations('inspector')
  const go = useGo()
  const { connection } = useApi()
  const play = () => go(replayPath(connection, { thread, run, present: '1' }))
  useAction({ id: 'replay', label: t('replay'), shortcut: 'replay', run: play })
  return <IconButton label={t('replay')} icon={<CirclePlay size={16} />} onClick={play} />
}

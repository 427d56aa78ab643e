'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { useBackendFailure } from '@/components/connection/away'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { modelsPath } from '@/components/routing/paths'
import { beginTour } from '@/components/kept/tour-place'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import type { Icon } from '@/components/ui/icon'
import { useMay } from '@/components/ui/permissions'
import { Braces } from '@/components/ui/icons'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import { KeyRound, MousePointerClick } from './icons'

/** What the playground is, for people who open it for the first time. */
export function Welcome() {
  const t = useTranslations('overview')
  const { info } = useConnection()
  const { model } = info
  const may = useMay()
  const baseUrl = useBaseUrl()
  const isSilent = useBackendFailure() !== undefined
  const who = isSilent ? 'silent' : whoOf(model)
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col items-start gap-3">
        <p className="max-w-prose text-prose text-muted">{t('welcome.text')}</p>
        <Button needs="manage" onClick={beginTour}>
          {t('welcome.tour')}
        </Button>
      </div>
      <ul className="grid grid-cols-1 gap-x-10 gap-y-5 border-y border-line py-5 wide:grid-cols-3">
        <Point Icon={MousePointerClick} title={t('welcome.try')}>
          {t('welcome.try_text')}
        </Point>
        <Point Icon={Braces} title={t('welcome.code')}>
          {t('welcome.code_text')}
          <span className="mt-2 block">
            <CodeBlock code={baseUrl} label={t('base_url')} />
          </span>
        </Point>
        <Point Icon={KeyRound} title={t(`welcome.${who}`)}>
          {t(`welcome.${who}_text`, { host: model.host ?? '', count: model.hosts ?? 1 })}
          {info.kind === 'embedded' && may('manage_all') && (
            <Link prefetch={false} href={modelsPath} className="touch mt-2 block w-fit underline underline-offset-2">
              {t(model.kind === 'scripted' ? 'welcome.add_model' : 'welcome.manage_models')}
            </Link>
          )}
        </Point>
      </ul>
    </div>
  )
}

/** Who answers runs. */
function whoOf({ kind, hosts }: ConnectionInfo['model']) {
  if (kind === 'scripted') return 'offline'
  if (kind !== 'openai-compatible') return 'elsewhere'
  return hosts === undefined ? 'model' : 'models'
}

function Point({ Icon: Drawing, title, children }: { Icon: Icon; title: string; children: ReactNode }) {
  return (
    <li className="flex min-w-0 gap-3">
      <Drawing size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <h2 className="text-row">{title}</h2>
        <div className="text-row text-muted">{children}</div>
      </div>
    </li>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { modelsPath } from '@/components/routing/paths'
import type { Capabilities, ConnectionInfo } from '@/lib/protocol/connection'

/** The texts for each kind of model. */
const texts = {
  scripted: { title: 'scripted_title', text: 'scripted_text' },
  'openai-compatible': { title: 'remote_title', text: 'remote_text' },
  appbuilder: { title: 'appbuilder_title', text: 'appbuilder_text' },
  upstream: { title: 'upstream_title', text: 'upstream_text' },
} as const satisfies Record<ConnectionInfo['model']['kind'], object>

const lacksOf = (capabilities: Capabilities) =>
  (Object.keys(capabilities) as (keyof Capabilities)[]).filter((name) => !capabilities[name])

/** What it means that this model answers, and what its connection lacks. */
export function ModelDetails({ connection }: { connection: ConnectionInfo }) {
  const t = useTranslations('shell.model')
  const { kind } = connection.model
  const host = connection.model.host ?? ''
  const count = connection.model.hosts
  const { title, text } =
    count === undefined ? texts[kind] : ({ title: 'several_title', text: 'several_text' } as const)
  const values = { host, count: count ?? 1, model: connection.default_model }
  const lacks = lacksOf(connection.capabilities)
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-prose font-bold">{t(title, values)}</h2>
      <p>{t(text, values)}</p>
      <p className="text-muted">{t('default', { model: connection.default_model })}</p>
      {connection.kind === 'embedded' && (
        <Link prefetch={false} href={modelsPath} className="touch self-start underline underline-offset-2">
          {t(kind === 'scripted' ? 'add' : 'manage')}
        </Link>
      )}
      {lacks.length > 0 && (
        <>
          <h3 className="font-medium">{t('lacks')}</h3>
          <ul className="list-disc pl-4">
            {lacks.map((name) => (
              <li key={name}>{t(`lack.${name}`)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

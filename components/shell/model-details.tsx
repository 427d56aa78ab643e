'use client'

import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block'
import type { Capabilities, ConnectionInfo } from '@/lib/protocol/connection'

const START_WITH_MODEL = `MODEL_BASE_URL=http://127.0.0.1:11434/v1 \\
MODEL_NAMES=llama3.2 npm start`

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
  const lacks = lacksOf(connection.capabilities)
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-prose font-bold">{t(texts[kind].title, { host })}</h2>
      <p>{t(texts[kind].text, { host })}</p>
      {kind === 'scripted' && (
        <>
          <p>{t('scripted_next')}</p>
          <CodeBlock code={START_WITH_MODEL} label={t('scripted_next')} />
        </>
      )}
      <p className="text-muted">{t('default', { model: connection.default_model })}</p>
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

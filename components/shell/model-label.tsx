'use client'

import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block'
import { Popover } from '@/components/ui/popover'
import type { Capabilities, ConnectionInfo } from '@/lib/protocol/playground'
import { Cpu, FlaskConical } from './icons'

const START_WITH_MODEL = `MODEL_BASE_URL=http://127.0.0.1:11434/v1 \\
MODEL_NAMES=llama3.2 npm start`

type ModelKind = ConnectionInfo['model']['kind']

/** The texts for each kind of what answers. */
const texts = {
  scripted: { short: 'scripted', title: 'scripted_title', text: 'scripted_text' },
  'openai-compatible': { short: 'remote', title: 'remote_title', text: 'remote_text' },
  appbuilder: { short: 'appbuilder', title: 'appbuilder_title', text: 'appbuilder_text' },
} as const satisfies Record<ModelKind, object>

const lacksOf = (capabilities: Capabilities) =>
  (Object.keys(capabilities) as (keyof Capabilities)[]).filter((name) => !capabilities[name])

/** Which model answers. The scripted stand-in is always called what it is, with what that means. */
export function ModelLabel({ connection }: { connection: ConnectionInfo }) {
  const t = useTranslations('shell.model')
  const { kind } = connection.model
  const host = connection.model.host ?? ''
  const { short, title, text } = texts[kind]
  const scripted = kind === 'scripted'
  const lacks = lacksOf(connection.capabilities)
  const Icon = scripted ? FlaskConical : Cpu
  return (
    <Popover
      label={t(title, { host })}
      className="max-w-full px-2 text-meta text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          <Icon size={14} aria-hidden className="shrink-0" />
          <span className="truncate underline decoration-dotted underline-offset-2">{t(short, { host })}</span>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <h2 className="text-prose font-bold">{t(title, { host })}</h2>
        <p>{t(text, { host })}</p>
        {scripted && (
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
    </Popover>
  )
}

'use client'

import { Cpu, FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block'
import { Popover } from '@/components/ui/popover'
import type { ConnectionInfo } from '@/lib/protocol/playground'

const START_WITH_MODEL = `MODEL_BASE_URL=http://127.0.0.1:11434/v1 \\
MODEL_NAMES=llama3.2 npm start`

/** Which model answers. The scripted stand-in is always called what it is, with what that means. */
export function ModelLabel({ connection }: { connection: ConnectionInfo }) {
  const t = useTranslations('shell.model')
  const { kind, host } = connection.model
  const scripted = kind === 'scripted'
  const title = scripted ? t('scripted_title') : t('remote_title', { host: host ?? '' })
  const Icon = scripted ? FlaskConical : Cpu
  return (
    <Popover
      label={title}
      className="max-w-full px-2 text-meta text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          <Icon size={14} aria-hidden className="shrink-0" />
          <span className="truncate underline decoration-dotted underline-offset-2">
            {scripted ? t('scripted') : t('remote', { host: host ?? '' })}
          </span>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <h2 className="text-prose font-bold">{title}</h2>
        <p>{scripted ? t('scripted_text') : t('remote_text')}</p>
        {scripted && (
          <>
            <p>{t('scripted_next')}</p>
            <CodeBlock code={START_WITH_MODEL} label={t('scripted_next')} />
          </>
        )}
        <p className="text-muted">{t('default', { model: connection.default_model })}</p>
      </div>
    </Popover>
  )
}

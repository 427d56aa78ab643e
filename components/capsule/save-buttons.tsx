'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { type Capsule, MAX_CAPSULE_BYTES } from '@/lib/capsule/capsule'
import { htmlOf } from '@/lib/capsule/in-html'
import { markdownOf } from '@/lib/capsule/markdown'
import { viewerTemplateQuery } from '@/lib/client/capsule-source'
import { useByteSize } from '@/components/uploads/byte-size'

interface SaveButtonsProps {
  readonly capsule: Capsule
  /** Nothing of it is still on its way. */
  readonly isReady: boolean
}

/** Saves the file, as a document that shows itself, as JSON, or as Markdown of the conversation. */
export function SaveButtons({ capsule, isReady }: SaveButtonsProps) {
  const t = useTranslations('capsule.export')
  const words = useTranslations('capsule.markdown')
  const view = useTranslations('capsule.view')
  const statuses = useTranslations('status')
  const size = useByteSize()
  const template = useQuery(viewerTemplateQuery())
  const json = useMemo(() => JSON.stringify(capsule), [capsule])
  const bytes = useMemo(() => new Blob([json]).size, [json]) + (template.data?.length ?? 0)
  const isTooLarge = bytes > MAX_CAPSULE_BYTES
  const untitled = view('untitled')
  const title = capsule.recording.title ?? untitled
  const name = `${nameOf(capsule.run_id ?? capsule.recording.thread.id)}-${dayOf(capsule.exported_ms)}`
  const markdown = () =>
    markdownOf(capsule, {
      untitled,
      user: words('user'),
      assistant: words('assistant'),
      called: words('called'),
      answered: words('answered'),
      declined: words('declined'),
      picture: words('picture'),
      file: words('file'),
      ended: (status) => words('ended', { status: statuses(status) }),
    })
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-row">{t('size', { size: size(bytes) })}</p>
      {isTooLarge && (
        <p role="alert" data-status="failed" className="text-row text-tone">
          {t('too_large', { most: size(MAX_CAPSULE_BYTES) })}
        </p>
      )}
      {template.isError && <ErrorState compact error={template.error} onRetry={() => void template.refetch()} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          busy={template.isPending || !isReady}
          disabled={isTooLarge || template.isError}
          onClick={() => template.data && save(`${name}.html`, 'text/html', htmlOf(template.data, { title, json }))}
        >
          {t('save_html')}
        </Button>
        <Button
          busy={!isReady}
          disabled={isTooLarge}
          onClick={() => save(`${name}.json`, 'application/json', JSON.stringify(capsule, null, 1))}
        >
          {t('save_json')}
        </Button>
        <Button busy={!isReady} onClick={() => save(`${name}.md`, 'text/markdown', markdown())}>
          {t('save_markdown')}
        </Button>
      </div>
    </div>
  )
}

const nameOf = (id: string) => id.replace(/[^\w-]/g, '-')
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

const READ_WITHIN_MS = 60_000

/** Has the browser save a text. */
function save(name: string, type: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  // A browser may begin to read it later.
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS)
}

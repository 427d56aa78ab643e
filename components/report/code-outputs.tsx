'use client'

import { useTranslations } from 'next-intl'
import { AttachedFile, StoredPicture } from '@/components/text/attachment'
import { CodeBlock } from '@/components/ui/code-block'
import type { CodeInterpreterCall } from '@/lib/protocol/step'
import { useHostedCall } from './use-hosted-call'

/** What code printed and the pictures it drew, in their order, and the files that it wrote. */
export function CodeOutputs({ call }: { call: CodeInterpreterCall }) {
  const t = useTranslations('inspector.call')
  const { outputs } = call.code_interpreter
  const drawn = new Set(outputs.flatMap((output) => (output.type === 'image' ? [output.image.file_id] : [])))
  const files = (useHostedCall(call.id)?.files ?? []).filter(({ file_id }) => !drawn.has(file_id))
  if (outputs.length + files.length === 0) return <p className="text-row text-muted">{t('no_output')}</p>
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {outputs.map((output, index) =>
        output.type === 'logs' ? (
          <CodeBlock key={index} label={`${t('logs')} · ${call.id}`} code={output.logs} wrap />
        ) : (
          <StoredPicture key={index} fileId={output.image.file_id} />
        ),
      )}
      {files.length > 0 && (
        <ul aria-label={t('files')} className="flex flex-wrap gap-2">
          {files.map(({ file_id }) => (
            <li key={file_id} className="max-w-full">
              <AttachedFile fileId={file_id} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

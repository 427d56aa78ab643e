'use client'

import { useTranslations } from 'next-intl'
import { StoredPicture } from '@/components/text/attachment'
import { CodeBlock } from '@/components/ui/code-block'
import type { CodeInterpreterCall } from '@/lib/protocol/step'

/** What code printed, and the pictures it drew, in their order. */
export function CodeOutputs({ call }: { call: CodeInterpreterCall }) {
  const t = useTranslations('inspector.call')
  const { outputs } = call.code_interpreter
  if (outputs.length === 0) return <p className="text-row text-muted">{t('no_output')}</p>
  return outputs.map((output, index) =>
    output.type === 'logs' ? (
      <CodeBlock key={index} label={`${t('logs')} · ${call.id}`} code={output.logs} wrap />
    ) : (
      <StoredPicture key={index} fileId={output.image.file_id} />
    ),
  )
}

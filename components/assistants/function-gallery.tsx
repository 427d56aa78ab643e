'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { definitionOf, functionTemplates, signatureOf, type FunctionTemplate } from './function-templates'

interface FunctionGalleryProps {
  readonly onChoose: (definition: FunctionDefinition) => void
  readonly onClose: () => void
}

/** Functions to start from, each with how it would be called. */
export function FunctionGallery({ onChoose, onClose }: FunctionGalleryProps) {
  const t = useTranslations('assistants.gallery')
  return (
    <Dialog open wide title={t('title')} onClose={onClose}>
      <p className="mb-3 text-row text-muted">{t('hint')}</p>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {functionTemplates.map((template, index) => (
          <li key={template}>
            <TemplateCard template={template} isFirst={index === 0} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

interface TemplateCardProps extends Pick<FunctionGalleryProps, 'onChoose'> {
  readonly template: FunctionTemplate
  readonly isFirst: boolean
}

function TemplateCard({ template, isFirst, onChoose }: TemplateCardProps) {
  const t = useTranslations('assistants.gallery')
  const definition = definitionOf(template, t)
  return (
    <button
      type="button"
      data-autofocus={isFirst || undefined}
      onClick={() => onChoose(definition)}
      className={`flex h-full w-full flex-col gap-1 rounded-dialog border border-line bg-paper p-3 text-left
        hover:border-control hover:bg-sunken`}
    >
      <span className="text-prose font-bold">{t(`${template}.title`)}</span>
      <span className="text-row text-muted">{t(`${template}.text`)}</span>
      <code className="mt-auto pt-1 font-mono text-meta wrap-anywhere">{signatureOf(definition)}</code>
    </button>
  )
}

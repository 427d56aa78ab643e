'use client'

import { useTranslations } from 'next-intl'
import { useAction } from '@/components/actions/use-action'
import { Button } from '@/components/ui/button'
import { chooseFiles } from '@/components/uploads/choose-files'
import { Upload } from '@/components/uploads/icons'

/** Chooses files and uploads them. */
export function UploadButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations('files')
  const choose = () => chooseFiles(onFiles)
  useAction({ id: 'upload', label: t('upload'), needs: 'run', run: choose })
  return (
    <Button needs="run" look="primary" onClick={choose}>
      <Upload size={14} aria-hidden />
      {t('upload')}
    </Button>
  )
}

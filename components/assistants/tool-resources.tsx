'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Suspense, useState } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { PythonLine } from '@/components/connection/python-line'
import { lateDialog } from '@/components/late/late'
import { plainName } from '@/components/names/plain-name'
import { filePath } from '@/components/routing/paths'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { ByteSize } from '@/components/uploads/byte-size'
import { chooseFiles } from '@/components/uploads/choose-files'
import { fileQuery } from '@/lib/client/queries'
import { isNotFound } from '@/lib/protocol/error'
import { ResourceList } from './resource-list'
import { useTakenUploads } from './use-taken-uploads'

const ChooseStored = lateDialog(() => import('@/components/uploads/choose-stored').then((file) => file.ChooseStored))

/** The wire takes no more. */
const MAX_FILES = 20

interface ResourceProps {
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}

/** The files that the code interpreter finds in each run. */
export function CodeFiles({ ids, onChange }: ResourceProps) {
  const t = useTranslations('assistants.form.tool')
  const { id, kind, capabilities } = useConnection().info
  const [isChoosing, setChoosing] = useState(false)
  const isFull = ids.length >= MAX_FILES
  const add = (more: readonly string[]) => onChange([...new Set([...ids, ...more])].slice(0, MAX_FILES))
  const taken = useTakenUploads(`code files:${usePathname()}`, add)
  return (
    <div className="flex min-w-0 flex-col gap-2 pl-6.5">
      {kind === 'embedded' && <PythonLine connection={id} />}
      <ResourceList
        label={t('files')}
        ids={ids}
        lineOf={(id) => <File id={id} onRemove={() => onChange(ids.filter((each) => each !== id))} />}
        taken={taken}
      />
      {capabilities.files && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            disabled={isFull}
            onClick={() => chooseFiles((files) => taken.upload({ files, purposeOf: () => 'assistants' }))}
          >
            {t('upload')}
          </Button>
          <Button aria-haspopup="dialog" disabled={isFull} onClick={() => setChoosing(true)}>
            {t('choose')}
          </Button>
          <span className="text-meta text-muted tabular-nums">
            {t('count', { count: ids.length, most: MAX_FILES })}
          </span>
        </div>
      )}
      {isChoosing && (
        <Suspense>
          <ChooseStored
            chosen={ids}
            most={MAX_FILES}
            onChoose={(chosen) => (setChoosing(false), onChange(chosen))}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function File({ id, onRemove }: { id: string; onRemove: () => void }) {
  const t = useTranslations('assistants.form.tool')
  const api = useApi()
  const { data: file, error } = useQuery({ ...fileQuery(api, id), retry: false })
  const name = file ? plainName(file.filename) : id
  return (
    <li className="flex min-h-9 items-center gap-2 pr-1 pl-3 text-row">
      <Link
        prefetch={false}
        href={filePath(api.connection, id)}
        dir="auto"
        className={`min-w-0 truncate hover:underline ${file ? '' : 'font-mono text-meta text-muted'}`}
      >
        {name}
      </Link>
      {file && (
        <span className="shrink-0 text-meta text-muted tabular-nums">
          <ByteSize bytes={file.bytes} />
        </span>
      )}
      {isNotFound(error) && (
        <span data-status="failed" className="shrink-0 text-meta text-tone">
          {t('file_gone')}
        </span>
      )}
      <IconButton label={t('remove', { name })} icon={<X size={14} />} className="ml-auto size-7" onClick={onRemove} />
    </li>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useByteSize } from '@/components/uploads/byte-size'
import { Checkbox } from '@/components/ui/checkbox'
import type { TransferTally } from '@/lib/protocol/transfer'

interface FileBytesProps {
  readonly tally: TransferTally
  /** Undefined where it is decided already. */
  readonly onChoose: ((withBytes: boolean) => void) | undefined
  readonly isChosen: boolean
}

/** How many bytes come with files, and whether they shall. Nothing where there are none. */
export function FileBytes({ tally: { file_bytes = 0 }, onChoose, isChosen }: FileBytesProps) {
  const t = useTranslations('transfer.bytes')
  const size = useByteSize()(file_bytes)
  if (file_bytes === 0) return null
  if (!onChoose) return <p className="text-row">{t('came', { size })}</p>
  return <Checkbox className="text-row" label={t('with', { size })} checked={isChosen} onCheck={onChoose} />
}

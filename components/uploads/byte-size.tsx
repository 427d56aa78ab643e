'use client'

import { useTranslations } from 'next-intl'
import { sizeIn } from './size-in'

/** How large a file is. */
export function ByteSize({ bytes }: { bytes: number }) {
  return useByteSize()(bytes)
}

/** Writes how large something is: `1.4 MB`. */
export function useByteSize() {
  const t = useTranslations('files.size')
  return (bytes: number) => {
    const { unit, size } = sizeIn(bytes)
    return t(unit, { size })
  }
}

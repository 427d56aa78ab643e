import { useTranslations } from 'next-intl'
import { sizeIn } from '@/components/uploads/size-in'

/** Writes how large something is: `1.4 MB`. Its words come with those of sharing. */
export function useByteSize() {
  const t = useTranslations('capsule.size')
  return (bytes: number) => {
    const { unit, size } = sizeIn(bytes)
    return t(unit, { size })
  }
}

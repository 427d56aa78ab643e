import { useMemo } from 'react'
import type { Facts } from '@/lib/inspector/findings/finding'
import { useSurroundings } from './report-context'

/** All that findings are made of. */
export function useFacts({ run, view, life, now }: Pick<Facts, 'run' | 'view' | 'life' | 'now'>): Facts {
  const { around, isLogWhole } = useSurroundings()
  return useMemo(() => ({ run, view, life, now, isLogWhole, around }), [run, view, life, now, isLogWhole, around])
}

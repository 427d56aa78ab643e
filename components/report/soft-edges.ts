import type { Softness } from '@/lib/inspector/softness'

/** A bar fades out at the ends that are known roughly only. */
export const softEdges = {
  none: '',
  from: '[mask-image:linear-gradient(to_right,transparent,black_12px)]',
  to: '[mask-image:linear-gradient(to_left,transparent,black_12px)]',
  both: '[mask-image:linear-gradient(to_right,transparent,black_8px,black_calc(100%-8px),transparent)]',
} as const satisfies Record<Softness, string>

/** What stands before a length of time that is known roughly only. */
export const about = (softness: Softness) => (softness === 'none' ? '' : '≈ ')

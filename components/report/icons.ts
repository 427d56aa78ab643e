import { drawn } from '@/components/ui/icon'

export const ChevronLeft = drawn('M15 18l-6-6 6-6')
export const Link2 = drawn('M9 17H7A5 5 0 0 1 7 7h2M15 7h2a5 5 0 1 1 0 10h-2M8 12L16 12')
export const Minus = drawn('M5 12h14')

// Drawn by `npm run icons`.
import { drawn } from '@/components/ui/icon'

export const ChevronUp = drawn('M18 15l-6-6-6 6')

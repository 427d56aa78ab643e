// Drawn by `npm run icons`.
import { drawn } from '@/components/ui/icon'

export const Square = drawn('M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-14a2 2 0 0 1 2-2z')

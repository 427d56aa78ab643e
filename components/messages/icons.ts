// Drawn by `npm run icons`.
import { drawn } from '@/components/ui/icon'

export const ArrowDown = drawn('M12 5v14M19 12l-7 7-7-7')
export const ArrowUp = drawn('M5 12l7-7 7 7M12 19V5')
export const ListTree = drawn('M8 5h13M13 12h8M13 19h8M3 10a2 2 0 0 0 2 2h3M3 5v12a2 2 0 0 0 2 2h3')
export const SlidersHorizontal = drawn('M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3')

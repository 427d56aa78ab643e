// Drawn by `npm run icons`.
import { drawn } from '@/components/ui/icon'

export const ArrowUp = drawn('M5 12l7-7 7 7M12 19V5')
export const ArrowDown = drawn('M12 5v14M19 12l-7 7-7-7')
export const GripVertical = drawn(
  'M8 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM8 5a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM8 19a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM14 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM14 5a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM14 19a1 1 0 1 0 2 0a1 1 0 1 0-2 0z',
)

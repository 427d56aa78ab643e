// Drawn by `npm run icons`.
import { drawn } from '@/components/ui/icon'

export const Download = drawn('M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5')
export const Route = drawn(
  'M3 19a3 3 0 1 0 6 0a3 3 0 1 0-6 0zM9 19h8.5a3.5 3.5 0 0 0 0-7h-11a3.5 3.5 0 0 1 0-7H15M15 5a3 3 0 1 0 6 0a3 3 0 1 0-6 0z',
)
export const WrapText = drawn('M16 16l-3 3 3 3M3 12h14.5a1 1 0 0 1 0 7H13M3 19h6M3 5h18')

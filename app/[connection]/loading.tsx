import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <div className="mx-auto max-w-page px-4 py-6 wide:px-10">
      <div className="mb-4 h-7 w-40 rounded-chip bg-line" />
      <Skeleton />
    </div>
  )
}

import { NotFound } from '@/components/shell/not-found'

export default function ConnectionNotFound() {
  return <NotFound />
}

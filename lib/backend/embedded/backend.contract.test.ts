import { backendContract } from '@/lib/backend/testing/backend-contract'
import { startEmbedded } from './testing/embedded'

backendContract('the embedded backend', { connection: 'embedded', start: (models) => startEmbedded(models) })

import { backendContract } from '@/lib/backend/testing/backend-contract'
import { startAdapter } from '../testing/adapter'
import { startFace } from '../testing/face'

backendContract('AppBuilder’s connection over AppBuilder’s wire over the embedded backend', {
  connection: 'appbuilder',
  async start(models) {
    const face = await startFace(models)
    const wire = await startAdapter(face.face)
    return {
      ...wire,
      async close() {
        await wire.close()
        await face.close()
      },
    }
  },
})

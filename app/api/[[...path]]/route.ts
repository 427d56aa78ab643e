// What our pages ask: the wire of their connection, and the playground's own resources.
// Which paths and methods there are is the backend's to say.
export {
  backend as DELETE,
  backend as GET,
  backend as HEAD,
  backend as OPTIONS,
  backend as PATCH,
  backend as POST,
  backend as PUT,
} from '@/lib/backend/door'

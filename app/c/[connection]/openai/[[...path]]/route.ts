// The wire through a named connection, for SDKs. Which paths and methods there are is the backend's to say.
export {
  backend as DELETE,
  backend as GET,
  backend as HEAD,
  backend as OPTIONS,
  backend as PATCH,
  backend as POST,
  backend as PUT,
} from '@/lib/backend/door'

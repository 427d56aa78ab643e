import { uploadText } from '../vector-stores'
import { codes, formOf, gone, wrongLists, type Examples } from './example'

const file = new File(['数据'], '数据.txt')
const none = gone('file', 'file-none')

export const ofFiles: Examples = {
  'POST /files': async () => ({
    right: [
      { path: '/files', body: formOf({ purpose: 'assistants' }, file) },
      {
        path: '/files',
        body: formOf(
          { purpose: 'user_data', 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': '3600' },
          file,
        ),
      },
    ],
    wrong: [
      { path: '/files', body: formOf({}, file), ...codes.missing, param: 'purpose' },
      { path: '/files', body: formOf({ purpose: 'fun' }, file), ...codes.value, param: 'purpose' },
      { path: '/files', body: formOf({ purpose: 'assistants' }), ...codes.missing, param: 'file' },
      { path: '/files', body: { purpose: 'assistants' }, status: 400 },
    ],
  }),
  'GET /files': async ({ wire }) => {
    await uploadText(wire, 'a.txt', 'a')
    return {
      right: [{ path: '/files' }, { path: '/files?purpose=assistants&limit=10000&order=asc' }],
      wrong: wrongLists('/files'),
    }
  },
  'GET /files/{file_id}': async ({ wire }) => ({
    right: [{ path: `/files/${await uploadText(wire, 'a.txt', 'a')}` }],
    wrong: [{ path: '/files/file-none', ...none }],
  }),
  'GET /files/{file_id}/content': async ({ wire }) => ({
    right: [{ path: `/files/${await uploadText(wire, 'a.json', '{}')}/content` }],
    wrong: [{ path: '/files/file-none/content', ...none }],
  }),
  'DELETE /files/{file_id}': async ({ wire }) => {
    const id = await uploadText(wire, 'a.txt', 'a')
    return { right: [{ path: `/files/${id}` }], wrong: [{ path: `/files/${id}`, ...gone('file', id) }] }
  },
}

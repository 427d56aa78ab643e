// Assistants, after `Assistants` of the Python SDK 1.1.4 (assistants/assistants.py).
import {
  assistantIdParams,
  assistantPage,
  assistantSchema,
  createAssistantParams,
  listAssistantsParams,
  mountedFilePage,
  mountedFileSchema,
  mountedFilesParams,
  mountParams,
  updateAssistantParams,
  type CreateAssistantParams,
  type ListAssistantsParams,
  type MountedFilesParams,
  type MountParams,
  type UpdateAssistantParams,
} from './assistant'
import { checked } from './checked'
import { deletion, named } from './field'
import { createFiles } from './files'
import { listCall } from './list-call'
import type { CallOptions, Transport } from './transport'

/** Assistants, and the files that are mounted on them. All throw `AppBuilderInputError` or an `AppBuilderError`. */
export function createAssistants(transport: Transport) {
  const { call } = transport
  return {
    /** The files of the account, mounted or not. */
    files: createFiles(transport),

    /** Makes an assistant. A name must be given; everything else has a default. */
    create: async (params: CreateAssistantParams, options?: CallOptions) =>
      call('/v2/assistants', checked(createAssistantParams, params), { schema: named(assistantSchema), ...options }),

    /**
     * Replaces the whole assistant: what is left out gets its default. Empty metadata leaves what is there. Model,
     * name and description must be given.
     */
    update: async (params: UpdateAssistantParams, options?: CallOptions) =>
      call('/v2/assistants/update', checked(updateAssistantParams, params), {
        schema: named(assistantSchema),
        ...options,
      }),

    /**
     * The account's assistants, newest first unless `order` says otherwise. Await it for one page, iterate it for all.
     */
    list: (params: ListAssistantsParams = {}, options?: CallOptions) =>
      listCall({ schema: listAssistantsParams, params }, (body) =>
        call('/v2/assistants/list', body, { schema: assistantPage, isRepeatable: true, ...options }),
      ),

    /** One assistant by its id. */
    query: async (params: { readonly assistant_id: string }, options?: CallOptions) =>
      call('/v2/assistants/query', checked(assistantIdParams, params), {
        schema: named(assistantSchema),
        isRepeatable: true,
        ...options,
      }),

    /** Removes an assistant. */
    delete: async (params: { readonly assistant_id: string }, options?: CallOptions) =>
      call('/v2/assistants/delete', checked(assistantIdParams, params), { schema: deletion, ...options }),

    /** Puts a stored file on an assistant. */
    mountFiles: async (params: MountParams, options?: CallOptions) =>
      call('/v2/assistants/files', checked(mountParams, params), { schema: mountedFileSchema, ...options }),

    /** The files on one assistant, or on all of them. Await it for one page, iterate it for all. */
    mountedFilesList: (params: MountedFilesParams = {}, options?: CallOptions) =>
      listCall({ schema: mountedFilesParams, params }, (body) =>
        call('/v2/assistants/files/list', body, { schema: mountedFilePage, isRepeatable: true, ...options }),
      ),

    /** Takes a file off an assistant. The file itself stays stored. */
    unmountFiles: async (params: MountParams, options?: CallOptions) =>
      call('/v2/assistants/files/delete', checked(mountParams, params), { schema: deletion, ...options }),
  }
}

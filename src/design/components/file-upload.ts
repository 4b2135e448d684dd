import type { Html } from '../../platform/web/html.ts'
import type { FileUploadParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A question answered with a file. */
export const fileUpload: (params: FileUploadParams) => Html = govukTemplate('file-upload')

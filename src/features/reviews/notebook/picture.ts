/** Makes of a photograph what the service keeps: a smaller picture, and nothing of where and with what it was taken. */
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import type { Upload } from '../../../platform/files/stored-file.ts'

/** The longest side that is kept, and the most points that are read at all: a small file can unfold to a huge picture. */
const longestSide = 1600
const mostPoints = 50_000_000
/** The longest side of a picture beside a note: twice what it takes up, for sharp screens. */
const smallSide = 320

const unreadable = 'This is not a photograph that can be read. Take it again, or choose a JPEG, PNG or WebP picture'

/** Writes the picture beside the upload, whose folder goes when the request ends. */
export async function cleanPicture(upload: Upload): Promise<{ upload: Upload } | { refusal: string }> {
  const path = `${upload.path}.jpg`
  try {
    const picture = sharp(upload.path, { limitInputPixels: mostPoints, failOn: 'error', pages: 1 })
    const { format } = await picture.metadata()
    if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return { refusal: unreadable }
    await picture
      .autoOrient()
      .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toFile(path)
  } catch {
    return { refusal: unreadable }
  }
  return { upload: { filename: 'photograph.jpg', path, bytes: (await stat(path)).size } }
}

/** A small copy of what `cleanPicture` made, to stand beside a note. */
export async function smallPicture(picture: Readable): Promise<Buffer> {
  return sharp(await buffer(picture), { limitInputPixels: mostPoints })
    .resize(smallSide, smallSide, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer()
}

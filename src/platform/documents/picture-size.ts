/** How many pixels wide and high a picture is, read from its first bytes. Throws for what is no such picture. */
export function sizeOf(bytes: Uint8Array, format: 'png' | 'jpg'): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = format === 'png' ? pngSize(view) : jpegSize(view)
  if (!size || size.width === 0 || size.height === 0) throw new Error(`a picture is no ${format}`)
  return size
}

function pngSize(view: DataView) {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89_50_4e_47) return undefined
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Goes from segment to segment to the one that begins the frame. */
function jpegSize(view: DataView) {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

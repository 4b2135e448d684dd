import assert from 'node:assert/strict'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../../tests/support/folders.ts'
import { clearBrokenUploads, makeUploadFolder } from './upload-folder.ts'

test('what a killed process left of uploads goes, and what is on its way stays', async (t) => {
  const { TMPDIR: usual } = process.env
  const own = temporaryFolder(t)
  process.env.TMPDIR = own
  t.after(() => {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
  })
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  const uploadOf = async (hours: number) => {
    const folder = await makeUploadFolder()
    await writeFile(join(folder, '0'), 'a photograph')
    await utimes(folder, hoursAgo(hours), hoursAgo(hours))
    return folder
  }
  const [under, broken] = [await uploadOf(0.5), await uploadOf(2)]
  const others = join(own, 'somebody-elses')
  await mkdir(others)
  await utimes(others, hoursAgo(48), hoursAgo(48))

  assert.equal(await clearBrokenUploads(), 1)
  const left = (await readdir(own)).map((name) => join(own, name))
  assert.deepEqual(left.sort(), [others, under].sort(), `${broken} is gone`)
  assert.equal(await clearBrokenUploads(), 0)
})

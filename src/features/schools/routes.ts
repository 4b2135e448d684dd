import type { Route } from '../page.ts'
import { districtLocalities } from './pages/district-localities.ts'
import { importPage } from './pages/import.ts'
import { importAuthority } from './pages/import-authority.ts'
import { importDownload } from './pages/import-download.ts'
import { importProgress } from './pages/import-progress.ts'
import { localityList } from './pages/localities.ts'
import { localityPage } from './pages/locality.ts'
import { localitySchools } from './pages/locality-schools.ts'
import { newLocality } from './pages/new-locality.ts'
import { removeLocalityPage } from './pages/remove-locality.ts'
import { renameLocalityPage } from './pages/rename-locality.ts'
import { schoolPage } from './pages/school.ts'
import { schoolExport } from './pages/school-export.ts'
import { schoolListPage } from './pages/school-list.ts'
import { startImportPage } from './pages/start-import.ts'
import type { SchoolPart } from './school.parts.ts'

/** The pages of schools. `parts` are what other features show on a school's page, in order. */
export function schoolRoutes(parts: readonly SchoolPart[]): Route[] {
  return [
    schoolListPage,
    schoolExport,
    startImportPage,
    importPage,
    importAuthority,
    importProgress,
    importDownload,
    schoolPage(parts),
    localityList,
    newLocality,
    districtLocalities,
    localityPage,
    localitySchools,
    renameLocalityPage,
    removeLocalityPage,
  ]
}

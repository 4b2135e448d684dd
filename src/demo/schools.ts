/** The fictional schools of Wealdshire: a county of four districts that is on no map. */

export type DemoSchool = {
  urn: number
  name: string
  phase: 'Primary' | 'Secondary' | 'All-through' | 'Not applicable'
  type: string
  trust: string
  district: string
  ward: string
  postcode: string
  latitude: number
  longitude: number
  pupils: number
  sen_support: number
  ehc_plans: number
  sen_unit: boolean
  resourced_provision: boolean
}

type Row = [
  name: string,
  kind: 'P' | 'S' | 'A' | 'X',
  trust: '' | 'H' | 'W' | 'R' | 'C',
  ward: string,
  pupils: number,
  senPercent: number,
  ehcPercent: number,
  north: number,
  east: number,
  unit?: 'unit' | 'resourced',
]

const trusts = {
  '': '',
  H: 'Hopfield Learning Trust',
  W: 'Wayside Schools Trust',
  R: 'Rushmere Academies',
  C: 'Cornerstone Church Schools Trust',
} as const

const phases = { P: 'Primary', S: 'Secondary', A: 'All-through', X: 'Not applicable' } as const

/** Each district around its town; `north` and `east` are kilometres from it. */
const districts: { name: string; latitude: number; longitude: number; postcode: string; rows: Row[] }[] = [
  {
    name: 'Ashmere',
    latitude: 51.128,
    longitude: 0.412,
    postcode: 'WD1',
    rows: [
      ['Larkfield Primary School', 'P', '', 'Larkfield', 412, 14.8, 3.9, 1.2, 0.8, 'resourced'],
      ['Ashmere Community Academy', 'S', 'H', 'Ashmere Town', 1184, 13.1, 3.2, 0.3, -0.6],
      ['St Aldhelm’s Church of England Primary School', 'P', 'C', 'Ashmere Town', 208, 12.5, 2.4, -0.5, 0.4],
      ['Millrace Infant School', 'P', '', 'Millrace', 178, 16.3, 2.8, 2.6, -1.9],
      ['Millrace Junior School', 'P', '', 'Millrace', 236, 17.4, 3.4, 2.8, -1.7],
      ['Coldharbour Primary School', 'P', 'H', 'Coldharbour', 305, 11.1, 2.3, -3.1, 2.2],
      ['Oakhanger School', 'S', '', 'Oakhanger', 946, 15.9, 4.1, -2.4, -3.3, 'unit'],
      ['Pilgrims Way Primary School', 'P', 'W', 'Pilgrims', 389, 13.9, 3.1, 3.9, 2.7],
      ['Tanyard Lane Primary School', 'P', '', 'Ashmere Town', 421, 18.8, 3.6, 0.9, -1.4],
      ['Beacon Hill School', 'X', '', 'Beacon Hill', 142, 0, 100, -1.8, 1.6],
      ['Ferncroft Primary School', 'P', 'R', 'Ferncroft', 197, 10.2, 2.0, 5.2, -0.9],
      ['Bishop Lanfrid Catholic School', 'S', 'C', 'Ashmere Town', 862, 11.8, 2.6, -0.2, 1.9],
      ['Willowbank Primary School', 'P', '', 'Millrace', 268, 15.0, 3.0, 2.1, -3.0],
      ['Hartley Green Village School', 'P', '', 'Hartley', 94, 13.8, 3.2, -5.6, -1.1],
      ['Sandpit Lane Primary School', 'P', 'W', 'Coldharbour', 332, 16.9, 3.3, -2.7, 3.1],
    ],
  },
  {
    name: 'Brockhurst',
    latitude: 51.214,
    longitude: 0.588,
    postcode: 'WD2',
    rows: [
      ['Brockhurst High School', 'S', 'R', 'Brockhurst', 1302, 12.2, 2.9, 0.4, 0.5],
      ['Chalkpit Primary School', 'P', '', 'Chalkpit', 354, 17.2, 4.5, 1.7, -1.2, 'unit'],
      ['Drover’s Way Primary School', 'P', 'R', 'Brockhurst', 417, 12.9, 2.6, -0.9, 1.1],
      ['Elmstow Church of England Primary School', 'P', 'C', 'Elmstow', 153, 11.8, 2.6, 4.1, 2.0],
      ['Fairmile Primary School', 'P', '', 'Fairmile', 289, 14.2, 2.8, -2.3, -0.4],
      ['Gallowfield Academy', 'S', 'H', 'Chalkpit', 1047, 16.4, 3.5, 2.2, -1.9],
      ['Hollow Lane Nursery and Infant School', 'P', '', 'Brockhurst', 201, 15.4, 3.0, 0.8, 1.9],
      ['Kiln Row Primary School', 'P', 'W', 'Kiln Row', 376, 18.1, 3.7, -1.4, -2.6],
      ['Lodge Meadow School', 'X', '', 'Fairmile', 118, 0, 100, -3.0, 0.9],
      ['Maplesden Primary School', 'P', '', 'Maplesden', 232, 13.4, 2.6, 3.3, -3.5],
      ['Nettlestead Road Primary School', 'P', 'H', 'Brockhurst', 298, 19.1, 4.0, -0.3, 0.7],
      ['Priory Fields School', 'A', '', 'Priory', 1421, 13.6, 3.3, -4.4, 2.4],
      ['Quarry Bank Primary School', 'P', '', 'Chalkpit', 187, 16.6, 3.2, 1.5, -2.4],
      ['Rookwood Junior School', 'P', 'R', 'Rookwood', 259, 15.1, 2.7, 5.0, 0.2],
      ['St Winifred’s Catholic Primary School', 'P', 'C', 'Brockhurst', 210, 11.9, 1.9, 0.1, -0.9],
    ],
  },
  {
    name: 'Copley Vale',
    latitude: 51.041,
    longitude: 0.634,
    postcode: 'WD3',
    rows: [
      ['Copley Vale School', 'S', '', 'Copley', 1119, 14.5, 3.6, 0.2, -0.3, 'resourced'],
      ['Abbot’s Mead Primary School', 'P', 'W', 'Copley', 401, 13.7, 3.0, 1.0, 0.9],
      ['Barley Close Primary School', 'P', '', 'Barley', 313, 15.7, 3.2, -1.6, 1.5],
      ['Cuckoo Wood Primary School', 'P', 'H', 'Cuckoo Wood', 224, 12.5, 2.2, 3.7, -2.8],
      ['Dyer’s Green Church of England School', 'P', 'C', 'Dyer’s Green', 127, 14.2, 3.1, -4.8, -2.0],
      ['Eastbrook Primary School', 'P', '', 'Eastbrook', 438, 17.6, 3.9, 0.7, 2.7, 'resourced'],
      ['Foxlease Academy', 'S', 'W', 'Barley', 983, 15.2, 3.0, -1.9, 0.6],
      ['Greenhithe Way Infant School', 'P', '', 'Copley', 176, 13.6, 2.3, 0.5, -1.1],
      ['Hazel Grove Primary School', 'P', 'R', 'Cuckoo Wood', 267, 14.6, 2.6, 2.9, -3.4],
      ['Ivychurch Road Primary School', 'P', '', 'Eastbrook', 345, 18.3, 3.5, 1.3, 3.3],
      ['Juniper House School', 'X', '', 'Copley', 96, 0, 100, -0.8, -1.8],
      ['Kingsferry Primary School', 'P', 'H', 'Kingsferry', 190, 12.1, 2.1, -6.1, 3.8],
      ['Lime Tree Primary School', 'P', '', 'Copley', 412, 14.3, 2.9, -0.4, 0.2],
      ['Marlpit High School', 'S', 'R', 'Kingsferry', 874, 17.0, 3.8, -5.2, 3.1],
      ['Newbarn Junior School', 'P', '', 'Barley', 243, 16.0, 2.9, -2.2, 1.9],
    ],
  },
  {
    name: 'Denesea',
    latitude: 51.152,
    longitude: 0.897,
    postcode: 'WD4',
    rows: [
      ['Denesea Academy', 'S', 'W', 'Harbour', 1256, 18.4, 4.2, 0.3, -0.4, 'unit'],
      ['Harbour Street Primary School', 'P', '', 'Harbour', 387, 21.2, 4.4, 0.6, 0.3],
      ['Anchor Bay Primary School', 'P', 'H', 'Anchor Bay', 295, 19.7, 3.7, 2.4, 1.1],
      ['Breakwater Infant School', 'P', '', 'Harbour', 183, 17.5, 3.3, 0.9, 0.8],
      ['Cliffside Primary School', 'P', 'R', 'Cliffside', 206, 15.5, 2.9, 4.6, 0.9],
      ['Driftway Primary School', 'P', '', 'Driftway', 428, 18.0, 3.7, -1.9, -1.2],
      ['Estuary View School', 'S', '', 'Driftway', 1033, 17.8, 4.0, -2.6, -1.7],
      ['Fleet Lane Primary School', 'P', 'W', 'Fleet', 264, 16.3, 3.0, -3.8, 0.5],
      ['Gorsebank Primary School', 'P', '', 'Fleet', 147, 14.3, 2.7, -4.9, -0.6],
      ['Headland School', 'X', '', 'Anchor Bay', 131, 0, 100, 2.1, 0.4],
      ['Marsh Gate Primary School', 'P', 'H', 'Marsh Gate', 319, 17.9, 3.4, -0.8, -3.4],
      ['Northcliff Junior School', 'P', '', 'Cliffside', 254, 16.5, 3.1, 4.1, 0.4],
      ['Our Lady of the Sea Catholic Primary School', 'P', 'C', 'Harbour', 214, 13.1, 2.3, 0.1, 0.6],
      ['Saltings Primary School', 'P', '', 'Marsh Gate', 198, 15.7, 2.5, -1.2, -4.3],
      ['Tidewell Community School', 'S', 'R', 'Anchor Bay', 917, 19.3, 3.9, 1.8, 1.4],
    ],
  },
]

const kilometresToLatitude = 1 / 111.2
const kilometresToLongitude = 1 / 69.9

/** About 60 schools, with numbers such as such schools have. */
export const demoSchools: readonly DemoSchool[] = districts.flatMap((district, d) =>
  district.rows.map(([name, kind, trust, ward, pupils, senPercent, ehcPercent, north, east, unit], index) => ({
    urn: 990_101 + d * 100 + index,
    name,
    phase: phases[kind],
    type: kind === 'X' ? 'Community special school' : trust === '' ? 'Community school' : 'Academy',
    trust: trusts[trust],
    district: district.name,
    ward,
    postcode: `${district.postcode} ${1 + (index % 9)}${'ABDEFGHJLN'[index % 10]}${'PQRSTUWXYZ'[(index * 3) % 10]}`,
    latitude: Math.round((district.latitude + north * kilometresToLatitude) * 1e5) / 1e5,
    longitude: Math.round((district.longitude + east * kilometresToLongitude) * 1e5) / 1e5,
    pupils,
    sen_support: Math.round((pupils * senPercent) / 100),
    ehc_plans: Math.round((pupils * ehcPercent) / 100),
    sen_unit: unit === 'unit',
    resourced_provision: unit === 'resourced',
  })),
)

/** The second partnership, small, so that anyone can see that partnerships do not see one another. */
export const otherSchools: readonly DemoSchool[] = [
  ['Thornbeck Primary School', 'P', 284],
  ['Thornbeck Academy', 'S', 902],
  ['Calder Bridge Primary School', 'P', 196],
  ['Fellside School', 'S', 744],
  ['St Hild’s Primary School', 'P', 211],
  ['Rushdale Primary School', 'P', 243],
  ['Millgate School', 'S', 688],
  ['Heatherfold Primary School', 'P', 176],
  ['Cragfoot Primary School', 'P', 205],
  ['Moorend School', 'S', 731],
  ['Lower Beck Primary School', 'P', 196],
].map(([name, kind, pupils], index) => ({
  urn: 995_101 + index,
  name: String(name),
  phase: kind === 'P' ? 'Primary' : 'Secondary',
  type: 'Community school',
  trust: '',
  district: 'Thornbeck',
  ward: 'Thornbeck',
  postcode: `TB${Math.floor(index / 9) + 1} ${(index % 9) + 1}AA`,
  latitude: 53.88 + index * 0.012,
  longitude: -1.92 + (index % 4) * 0.03,
  pupils: Number(pupils),
  sen_support: Math.round(Number(pupils) * 0.14),
  ehc_plans: Math.round(Number(pupils) * 0.03),
  sen_unit: false,
  resourced_provision: false,
}))

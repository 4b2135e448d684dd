import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { localAuthorities } from './local-authorities.ts'
import { readLinks } from './register.links.ts'
import { type ReadOptions, readRegister, refusedAtSight } from './register.ts'

const realData = new URL('../../../../shared/data/schools/', import.meta.url)
const skip = existsSync(realData) ? false : 'the folder of real data is not here'

async function* bytesOf(file: string | Buffer) {
  yield Buffer.from(file)
}

async function read(file: string | Buffer, options: ReadOptions = {}) {
  const result = await readRegister(bytesOf(file), options)
  assert.ok('reading' in result, 'refusal' in result ? result.refusal.message : '')
  return result.reading
}

async function refusal(file: string | Buffer, options: ReadOptions = {}) {
  const result = await readRegister(bytesOf(file), options)
  assert.ok('refusal' in result)
  return result.refusal
}

async function readReal(name: string, options: ReadOptions = {}) {
  const result = await readRegister(createReadStream(new URL(name, realData)), options)
  assert.ok('reading' in result)
  return result.reading
}

const official = `URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,Gender (name),NumberOfPupils,Trusts (name),Postcode,SchoolWebsite,HeadFirstName,HeadLastName,TypeOfResourcedProvision (name),DistrictAdministrative (name),AdministrativeWard (name),Easting,Northing
900001,886,Kent,Marl Hill Primary School,Community school,Open,,,Primary,4,11,Mixed,210,,ct11zz,www.marlhill.example.sch.uk,Zebedee,Quillfeather,SEN unit,Canterbury,Northgate,615000,158000
900002,886,Kent,St Swithin’s Academy,Academy converter,"Open, but proposed to close",01-09-2012,31-08-2027,Secondary,11,18,Girls,"1,050",WEALD LEARNING TRUST,ME1 9ZZ,javascript:alert(1),Zebedee,Quillfeather,Resourced provision and SEN unit,Maidstone,High Street,576000,155000
900003,887,Medway,Anchor School,Community special school,Closed,,31-08-2019,Not applicable,4,19,Mixed,,Not applicable,ME7 9ZZ,,Zebedee,Quillfeather,Not applicable,Medway,,0,0
900004,886,Kent,Longreach Free School,Free schools,Proposed to open,01-09-2028,,All-through,4,18,Mixed,,,DA1 9ZZ,,Zebedee,Quillfeather,Resourced provision,Dartford,,,
`

test('reads the official headings of today', async () => {
  const { rows, problems, authorities, rows_read } = await read(official)
  assert.deepEqual(problems, [])
  assert.equal(rows_read, 4)
  assert.deepEqual(authorities, [
    { code: '886', name: 'Kent', rows: 3 },
    { code: '887', name: 'Medway', rows: 1 },
  ])
  assert.deepEqual(rows[1], {
    row: 3,
    urn: 900002,
    name: 'St Swithin’s Academy',
    status: 'open',
    closed_on: Temporal.PlainDate.from('2027-08-31'),
    opened_on: Temporal.PlainDate.from('2012-09-01'),
    phase: 'Secondary',
    type: 'Academy converter',
    trust: 'WEALD LEARNING TRUST',
    sen_unit: true,
    resourced_provision: true,
    age_low: 11,
    age_high: 18,
    gender: 'Girls',
    la_code: '886',
    la_name: 'Kent',
    district: 'Maidstone',
    ward: 'High Street',
    postcode: 'ME1 9ZZ',
    easting: 576000,
    northing: 155000,
    latitude: 51.266979,
    longitude: 0.521432,
    pupils: 1050,
    sen_support: null,
    ehc_plans: null,
    website: null,
    predecessor_urns: [],
  })
  assert.deepEqual([rows[1]?.opened_on?.toString(), rows[1]?.closed_on?.toString()], ['2012-09-01', '2027-08-31'])
  assert.deepEqual(
    rows.map(({ status }) => status),
    ['open', 'open', 'closed', 'proposed'],
  )
  assert.deepEqual(
    rows.map(({ sen_unit, resourced_provision }) => [sen_unit, resourced_provision]),
    [
      [true, false],
      [true, true],
      [false, false],
      [false, true],
    ],
  )
  assert.equal(rows[0]?.postcode, 'CT1 1ZZ')
  assert.equal(rows[0]?.website, 'http://www.marlhill.example.sch.uk')
  assert.deepEqual([rows[2]?.trust, rows[2]?.easting, rows[2]?.latitude], [null, null, null])
})

test('never reads the names of head teachers, not even into a problem', async () => {
  const slipped = official.replace('Marl Hill Primary School', 'Marl Hill, Primary School')
  const unreadable = official.replace('615000', 'east').replace(',210,', ',many,')
  for (const file of [official, slipped, unreadable]) {
    assert.doesNotMatch(JSON.stringify(await read(file)), /Zebedee|Quillfeather/)
  }
  assert.deepEqual((await read(slipped)).problems, [
    { row: 2, column: '', value: '', reason: 'The row has more cells than there are headings', left_out: true },
  ])
})

test('reads older and other headings', async () => {
  const snake = await read(
    'urn,la_code,la_name,establishment_name,establishment_status,education_phase,number_of_pupils,administrative_district,statutory_low_age\n900001,886,Kent,Marl Hill,Open,Primary,210,Ashford,4\n',
  )
  assert.deepEqual(
    [snake.rows[0]?.district, snake.rows[0]?.pupils, snake.rows[0]?.age_low, snake.rows[0]?.phase],
    ['Ashford', 210, 4, 'Primary'],
  )
  const old = await read(
    'URN,Local authority (code),Local authority (name),Establishment name,Type of establishment,Phase of education,Establishment status,Opening date\n900001,886,Kent,Marl Hill,Community School,All Through,Open,01/09/1998\n',
  )
  assert.deepEqual([old.rows[0]?.phase, old.rows[0]?.opened_on?.toString()], ['All-through', '1998-09-01'])
  const merged = await read(
    'urn,name,local_authority,status_2024_06,pupils_2019,pupils_2022,ehcp_n_2019,sen_support_n_2019,trust_2022,lat,lon,predecessor_urn\n900001,Marl Hill,Kent,Open,180,210,4,SUPP,,51.2,0.9,900009\n900002,Tey,Kent,Open,180,,1,20,,,,\n',
  )
  assert.deepEqual(merged.problems, [])
  assert.deepEqual([merged.rows[0]?.pupils, merged.rows[0]?.ehc_plans, merged.rows[0]?.sen_support], [210, 4, null])
  assert.deepEqual([merged.rows[0]?.latitude, merged.rows[0]?.easting, merged.rows[0]?.la_code], [51.2, null, '886'])
  assert.deepEqual(merged.rows[0]?.predecessor_urns, [900009])
  assert.equal(merged.rows[1]?.pupils, 180, 'the latest year that is given counts')
})

test('the same schools come out of Windows-1252, UTF-8 with a mark and gzip', async () => {
  const { rows } = await read(official)
  for (const file of [iconv.encode(official, 'windows-1252'), Buffer.from(`\ufeff${official}`), gzipSync(official)]) {
    assert.deepEqual((await read(file)).rows, rows)
  }
  assert.equal((await read(iconv.encode(official, 'windows-1252'))).encoding, 'windows-1252')
})

test('says which row, column and value cannot be read, and keeps the rest of the school', async () => {
  const file = `URN,EstablishmentName,LA (code),NumberOfPupils,Easting,Northing,EstablishmentStatus (name),CloseDate,Postcode,StatutoryLowAge
900001,Marl Hill,886,many,615000,158000,Open,,CT1 1ZZ,4
12,Too short,886,1,,,Open,,,
900002,,886,1,,,Open,,,
900001,Marl Hill again,886,1,,,Open,,,

900003,Odd,886,5,9999999,1,Ajar,,,
900004,Far,886,5,9999999,1,Open,31-02-2020,Kent,400
900005,Short row,886
`
  const { rows, problems } = await read(file)
  assert.deepEqual(
    problems.map(({ row, column, value, reason, left_out }) => [row, column, value, reason, left_out]),
    [
      [2, 'NumberOfPupils', 'many', 'is not a whole number', false],
      [3, 'URN', '12', 'is not a number of five to seven figures', true],
      [4, 'EstablishmentName', '', 'is empty', true],
      [5, 'URN', '900001', 'is already on row 2', true],
      [7, 'EstablishmentStatus (name)', 'Ajar', 'is not a status: Open, Closed or Proposed to open', true],
      [8, 'CloseDate', '31-02-2020', 'is not a day in the calendar', false],
      [8, 'StatutoryLowAge', '400', 'is more than 99', false],
      [8, 'Postcode', 'Kent', 'is not a postcode', false],
      [8, 'Easting', '9999999', 'with its northing is not a place in Great Britain', false],
      [9, 'EstablishmentStatus (name)', '', 'is empty', true],
    ],
  )
  assert.deepEqual(
    rows.map(({ urn, pupils }) => [urn, pupils]),
    [
      [900001, null],
      [900004, 5],
    ],
  )
})

test('chooses by number or name of the authority, and keeps schools that are asked for by URN', async () => {
  for (const authority of ['886', 'Kent', ' kent ']) {
    assert.deepEqual(
      (await read(official, { authorities: [authority] })).rows.map(({ urn }) => urn),
      [900001, 900002, 900004],
    )
  }
  assert.deepEqual(
    (await read(official, { authorities: ['Medway'] })).rows.map(({ urn }) => urn),
    [900003],
  )
  assert.deepEqual(
    (await read(official, { authorities: ['887'], also: new Set([900002]) })).rows.map(({ urn }) => urn),
    [900002, 900003],
  )
  const tally = await read(official, { authorities: [] })
  assert.deepEqual([tally.rows.length, tally.authorities.length], [0, 2])
  assert.equal(
    (await refusal(official, { authorities: ['Bury'] })).message,
    'The file has no schools of “Bury”. It has schools of Kent (3), Medway (1)',
  )
})

test('a file without the essential headings is refused with what was found and what is needed', async () => {
  const refused = await refusal('School,Head\nMarl Hill,Someone\n')
  assert.deepEqual(refused.headings_found, ['School', 'Head'])
  assert.deepEqual(refused.headings_missing, ['URN', 'LA (code) or LA (name)'])
  assert.match(
    refused.message,
    /needs the headings URN, EstablishmentName, LA \(code\) or LA \(name\).*found in row 1 are: School, Head/,
  )
  assert.match((await refusal('')).message, /empty/)
  assert.match((await refusal('URN,EstablishmentName,LA (code)\n')).message, /no schools/)
  assert.deepEqual(await refusedAtSight(bytesOf('School,Head\nMarl Hill,Someone\n')), refused)
  assert.equal(await refusedAtSight(bytesOf(official)), undefined)
  assert.match((await refusal(`URN,"EstablishmentName,LA (code)\n${'1,2,3\n'.repeat(9)}`)).message, /quotation mark/)
})

test('thousands of bad rows are counted but only the first thousand are kept', async () => {
  const { problem_count, problems } = await read(`URN,EstablishmentName,LA (code)\n${'x,Name,886\n'.repeat(1500)}`)
  assert.deepEqual([problem_count, problems.length], [1500, 1000])
})

test('links say which school came after which', async () => {
  const file =
    'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n900009,900001,Marl Hill,Successor - merged,31-08-2021\n900001,900009,Old Marl,Predecessor - merged,31-08-2021\n900001,900002,Tey,Sixth Form Centre Link,\n'
  assert.deepEqual(await readLinks(bytesOf(file)), { links: [{ urn: 900009, next_urn: 900001 }] })
  assert.ok('refusal' in (await readLinks(bytesOf('URN,Name\n1,2\n'))))
})

test('the real lists: how many schools, and what may not be lost', { skip }, async () => {
  const kent = await readReal('kent_open_schools_merged.csv')
  assert.deepEqual([kent.rows.length, kent.problem_count], [709, 0])
  assert.equal(kent.rows.filter(({ latitude }) => latitude !== null).length, 631)
  assert.ok(kent.rows.every(({ la_code, la_name }) => la_code === '886' && la_name === 'Kent'))
  assert.equal((await readReal('england_open_schools_merged.csv.gz', { authorities: ['351'] })).rows.length, 92)
  assert.equal((await readReal('gias_mainstream_open_2022-07.csv.gz', { authorities: ['886'] })).rows.length, 560)
  assert.equal((await readReal('edubase_2017_partial_6023.csv.gz', { authorities: ['Kent'] })).rows.length, 184)
  const register = await readReal('gias_register_all_2024-06-17.csv.gz')
  assert.deepEqual([register.rows.length, register.problem_count], [51_012, 0])
  assert.equal(register.rows.filter(({ status }) => status === 'closed').length, 23_812)
})

test('the numbers of the authorities are those of the register', { skip }, async () => {
  const { authorities } = await readReal('gias_mainstream_open_2022-07.csv.gz')
  const names = new Map(localAuthorities.map(({ code, name }) => [code, name.toLowerCase()]))
  for (const { code, name } of authorities) assert.equal(names.get(code ?? ''), name?.toLowerCase())
})

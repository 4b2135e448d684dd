/** Where schools are and how far it is between them, in kilometres or, with a table of times, in minutes. */

/** What travel is counted in: kilometres in a straight line, or minutes once the programme has travel times. */
export function travelUnit(facts: { travel_times: readonly unknown[] }): 'km' | 'minutes' {
  return facts.travel_times.length > 0 ? 'minutes' : 'km'
}

/** How a straight line becomes minutes where the table has no time: roads are longer than the line, at a usual speed. */
export const usualRoads = { longer: 1.3, kilometresAnHour: 40 }

/** The minutes that a straight line of so many kilometres is counted as. */
export function minutesFor(kilometres: number): number {
  return ((kilometres * usualRoads.longer) / usualRoads.kilometresAnHour) * 60
}

type Placed = { district: string; easting: number | null; northing: number | null }

/**
 * Kilometres on the National Grid; a school without a place stands in the middle of its district, or of all. In minutes the
 * grid is stretched, so that the straight lines that stand in for missing times are minutes as well.
 */
export function placesOf(
  schools: readonly Placed[],
  unit: 'km' | 'minutes',
): (school: Placed) => { x: number; y: number } {
  const stretch = (unit === 'km' ? 1 : minutesFor(1)) / 1000
  const middleOf = (some: readonly Placed[]) => {
    const known = some.flatMap(({ easting, northing }) =>
      easting === null || northing === null ? [] : [{ x: easting * stretch, y: northing * stretch }],
    )
    if (known.length === 0) return undefined
    const mean = (axis: 'x' | 'y') => known.reduce((sum, place) => sum + place[axis], 0) / known.length
    return { x: mean('x'), y: mean('y') }
  }
  const middle = middleOf(schools) ?? { x: 0, y: 0 }
  const byDistrict = Map.groupBy(schools, (school) => school.district)
  const middles = new Map([...byDistrict].map(([district, some]) => [district, middleOf(some)]))
  return ({ district, easting, northing }) =>
    easting === null || northing === null
      ? (middles.get(district) ?? middle)
      : { x: easting * stretch, y: northing * stretch }
}

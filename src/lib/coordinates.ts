import proj4 from 'proj4'

/** A place on the map: WGS84 latitude and longitude in degrees, as phones and web maps use them. */
export type Place = { latitude: number; longitude: number }

/**
 * The British National Grid (EPSG:27700) with the seven-parameter Helmert shift from OSGB36 to WGS84
 * that the Ordnance Survey publishes for use without its grid of corrections. Within Great Britain the
 * result is right to about 5 metres, which is far less than the size of a school's grounds.
 */
const nationalGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894 +units=m +no_defs'

const toWgs84 = proj4(nationalGrid, 'WGS84')

/** Whether a pair of metres lies on the National Grid. (0, 0) is how registers write "not known". */
export function isOnNationalGrid(easting: number, northing: number): boolean {
  if (easting === 0 && northing === 0) return false
  return easting >= 0 && easting < 700_000 && northing >= 0 && northing < 1_300_000
}

/**
 * Turns an OSGB36 easting and northing (metres) into WGS84 degrees, to about 5 metres and rounded to
 * six decimal places (a tenth of a metre). Undefined when the pair is not on the National Grid.
 */
export function placeFromGrid(easting: number, northing: number): Place | undefined {
  if (!isOnNationalGrid(easting, northing)) return undefined
  const [longitude, latitude] = toWgs84.forward([easting, northing])
  return { latitude: toMillionths(latitude), longitude: toMillionths(longitude) }
}

/** The easting and northing (whole metres) of a place, the other way round: within about 5 metres in Great Britain. */
export function gridFromPlace({ latitude, longitude }: Place): { easting: number; northing: number } {
  const [easting, northing] = toWgs84.inverse([longitude, latitude])
  return { easting: Math.round(easting), northing: Math.round(northing) }
}

/** The mean radius of the earth in kilometres (IUGG). */
const earthRadius = 6371.0088

/**
 * The distance between two places in kilometres, as the crow flies (haversine on a sphere: within
 * half a per cent of the truth). Roads are longer: about a third more on average.
 */
export function kilometresBetween(a: Place, b: Place): number {
  const north = radians(b.latitude - a.latitude)
  const east = radians(b.longitude - a.longitude)
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function toMillionths(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

/** The review groups of Wealdshire, each with its leader from outside. */
import type { DemoGroup } from './base.ts'

export const demoGroups: readonly DemoGroup[] = [
  {
    name: 'Ashmere East',
    leader: 'Dr Nadia Rahman',
    schools: [
      'Larkfield Primary School',
      'Oakhanger School',
      'Millrace Junior School',
      'Tanyard Lane Primary School',
      'Bishop Lanfrid Catholic School',
      'Pilgrims Way Primary School',
    ],
  },
  {
    name: 'Ashmere West',
    leader: 'Caroline Frith',
    schools: [
      'Ashmere Community Academy',
      'St Aldhelm’s Church of England Primary School',
      'Millrace Infant School',
      'Willowbank Primary School',
      'Sandpit Lane Primary School',
      'Ferncroft Primary School',
    ],
  },
  {
    name: 'Brockhurst South',
    leader: 'Stephen Adeyemi',
    schools: [
      'Brockhurst High School',
      'Chalkpit Primary School',
      'Elmstow Church of England Primary School',
      'Kiln Row Primary School',
      'Gallowfield Academy',
      'Fairmile Primary School',
    ],
  },
  {
    name: 'Brockhurst North',
    leader: 'Maureen Tully',
    schools: [
      'Priory Fields School',
      'Drover’s Way Primary School',
      'Nettlestead Road Primary School',
      'Hollow Lane Nursery and Infant School',
      'Maplesden Primary School',
      'St Winifred’s Catholic Primary School',
    ],
  },
  {
    name: 'Copley',
    leader: 'Jonas Weller',
    schools: [
      'Copley Vale School',
      'Abbot’s Mead Primary School',
      'Eastbrook Primary School',
      'Cuckoo Wood Primary School',
      'Hazel Grove Primary School',
      'Lime Tree Primary School',
    ],
  },
  {
    name: 'Barley and Kingsferry',
    leader: 'Farah Siddiqui',
    schools: [
      'Foxlease Academy',
      'Barley Close Primary School',
      'Newbarn Junior School',
      'Dyer’s Green Church of England School',
      'Marlpit High School',
      'Kingsferry Primary School',
    ],
  },
  {
    name: 'Denesea Harbour',
    leader: 'Ewan McCrae',
    schools: [
      'Denesea Academy',
      'Harbour Street Primary School',
      'Anchor Bay Primary School',
      'Cliffside Primary School',
      'Our Lady of the Sea Catholic Primary School',
      'Breakwater Infant School',
    ],
  },
  {
    name: 'Denesea Marsh',
    leader: 'Lydia Banerjee',
    schools: [
      'Estuary View School',
      'Driftway Primary School',
      'Marsh Gate Primary School',
      'Fleet Lane Primary School',
      'Tidewell Community School',
      'Saltings Primary School',
    ],
  },
]

import type { Scenario } from './scenario';
import { withSeats } from './seats';

export const soldOut: Scenario = {
  name: 'sold-out',
  shows:
    'Seats run out. Some members got the product and the others CountViolation; another product was cut below what is in use, and one has seats that nobody has used yet.',
  people: { members: 400, guests: 0, seed: 20270101 },
  products: withSeats({ SPE_E3: 100, VISIOCLIENT: 12, PROJECTPROFESSIONAL: 20, MCOEV: 3 }),
  groups: [
    {
      name: 'Contoso sales',
      description: 'Waits for a product that is almost gone',
      members: 12,
      all: { holds: [] },
    },
    {
      name: 'Contoso drawing office',
      description: 'Twice as many people as seats',
      members: 24,
      licenses: ['VISIOCLIENT'],
    },
    {
      name: 'Contoso back office',
      description: 'One product is sold out, so they do not get the other either',
      members: 30,
      licenses: ['SPE_E3', 'MCOEV'],
      // Bought when it was too late: whoever is reprocessed gets it.
      seatsAfter: { MCOEV: 5 },
    },
    {
      name: 'Contoso project office',
      description: 'Its product has fewer seats than are in use',
      members: 20,
      licenses: ['PROJECTPROFESSIONAL'],
      seatsAfter: { PROJECTPROFESSIONAL: -8 },
    },
  ],
};

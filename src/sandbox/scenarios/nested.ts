import { products } from '../contoso/products';
import type { Scenario } from './scenario';

export const nested: Scenario = {
  name: 'nested',
  shows:
    'Groups within groups. Licenses reach direct members only, so most people of these groups are missed without a word.',
  people: { members: 600, guests: 10, seed: 20270103 },
  products,
  groups: [
    {
      name: 'Contoso world',
      description: 'Licensed, with two people of its own and everybody else below it',
      members: 2,
      licenses: ['SPE_E3'],
      nested: ['Contoso Europe', 'Contoso Americas'],
    },
    {
      name: 'Contoso Europe',
      description: 'A level between, with nobody of its own',
      nested: ['Contoso Germany', 'Contoso Norway'],
    },
    { name: 'Contoso Americas', description: 'A level between', members: 5, nested: ['Contoso Brazil'] },
    { name: 'Contoso Germany', description: 'Three levels down', members: 80 },
    { name: 'Contoso Norway', description: 'Three levels down', members: 40, guests: 5 },
    { name: 'Contoso Brazil', description: 'Licensed by itself', members: 60, licenses: ['POWER_BI_PRO'] },
    {
      name: 'Contoso all employees',
      description: 'Reaches some people twice, directly and through a group',
      members: 300,
      fromStart: true,
      nested: ['Contoso Germany'],
    },
    { name: 'Contoso shell', description: 'Nothing but another group', nested: ['Contoso Norway'] },
  ],
};
